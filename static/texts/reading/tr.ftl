# Türkçe: inceleme ekibinin yanıtların çevresinde okudukları.

## Tarihler

spoken-day-month-year = { $day }{ "\u00A0" }{ $month } { $year }
spoken-month-year = { $month } { $year }
spoken-day-month = { $day } { $month }, yıl bilinmiyor
spoken-day-year = bilinmeyen bir ayın { $day }. günü, { $year }
spoken-month = { $month }, yıl bilinmiyor
spoken-day = ayın { $day }. günü, ay ve yıl bilinmiyor
spoken-about = yaklaşık { $date }
spoken-span = { $from } tarihinden { $until } tarihine kadar
spoken-until = { $until } tarihine kadar
spoken-month-1 = Ocak
spoken-month-2 = Şubat
spoken-month-3 = Mart
spoken-month-4 = Nisan
spoken-month-5 = Mayıs
spoken-month-6 = Haziran
spoken-month-7 = Temmuz
spoken-month-8 = Ağustos
spoken-month-9 = Eylül
spoken-month-10 = Ekim
spoken-month-11 = Kasım
spoken-month-12 = Aralık

## Yanıtların çevresinde

reading-identity = Kişilerin kim olduğunu gösteren yanıtlar, şunlar için kilitli: { $who }
reading-identity-closed = Kişilerin kim olduğunu gösteren yanıtlar var. Şunlar için kilitliler: { $who }.
reading-identity-away = Kişilerin kim olduğunu gösteren yanıtlar var. Şunlar için kilitliler ve kasada değiller: { $who }.
reading-identity-others = başkaları
reading-unasked = Yanıtların yanında duran ve bu formun sormadığı şeyler
reading-replied = { $day } tarihinde yanıtlandı
reading-replied-by = { $day } tarihinde yanıtlandı, yanıtlayan: { $who }

## Kaynağın izin verdikleri

reading-consent-given = Onay, verildiği gibi
reading-consent-changed = Onay, kaynağın en son { $day } tarihinde değiştirdiği gibi
reading-consent-withdrawn = Onay: kaynak { $day } tarihinde geri çekti. Hiçbir şey dışarı çıkamaz.
reading-consent-none = Onay: anlaşılır bir kaydı yok. Hiçbir şey dışarı çıkamaz.
reading-c1 = istatistikler
reading-c2 = ortak bir kuruluş ya da avukat
reading-c3 = Birleşmiş Milletler
reading-c4 = bir mahkeme, kimlik gizli tutularak
reading-c5 = kimliği bilen bir mahkeme
reading-c6 = raporlar ve medya
reading-c7 = bir doktor, psikolog ya da avukatın ulaşması
reading-value-no = hayır
reading-value-ask = önce bana sorun
reading-value-anonymous = evet, beni belli edecek hiçbir şey olmadan
reading-value-yes = evet
reading-no-death-penalty = Hiçbir şey, birine ölüm cezası verebilecek bir mahkemeye ulaşamaz.
