## Bir masanın kendi kasası hakkında, inceleyen kişinin kendi cihazında hazırladığı rapor. Kaynaklara gösterilmez.

report-title = Kasada olanlar
report-lead =
    { $count ->
        [one] Bir gönderi, { $from } ile { $until } arasında.
       *[other] { $number } gönderi, { $from } ile { $until } arasında.
    }
report-lead-once =
    { $count ->
        [one] Bir gönderi, { $from } tarihinde.
       *[other] { $number } gönderi, hepsi { $from } tarihinde.
    }
report-empty = Burada gönderi yok.
report-only-desk = Yalnızca { $desk } masası.
report-only-since = Yalnızca { $day } tarihinden beri gelenler.
report-only-until = Yalnızca { $day } tarihine kadar gelenler.
report-care = Yalnızca masanın kendi gözleri için. Burada bir kaynağın adı, tanımlayıcısı ya da tek bir kelimesi yok. Yine de küçük bir sayı bir kişiyi gösterebilir: bu sayfayı kasa gibi saklayın.
report-care-named = Bu sayfada tanımlayıcılar, dosya adları ve yerler, kaynakların yazdığı gibi durur. Onu kasa gibi saklayın ve işi bitince silin.
report-number = Gönderiler
report-as-table = Aynısı tablo olarak
report-made = { $day } tarihinde { $version } ile hazırlandı. Bu sayfadaki hiçbir şey başka bir yerden gelmez.

## Günler, aylar ve haftalar
report-day = { $number }{ "\u00A0" }{ $month } { $year }
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = { $day } haftası
report-month-1 = Oca
report-month-2 = Şub
report-month-3 = Mar
report-month-4 = Nis
report-month-5 = May
report-month-6 = Haz
report-month-7 = Tem
report-month-8 = Ağu
report-month-9 = Eyl
report-month-10 = Eki
report-month-11 = Kas
report-month-12 = Ara

## Ne zaman geldi
report-came-title = Ne zaman geldi
report-came-day = Güne göre gönderiler
report-came-week = Haftaya göre gönderiler, pazartesiden başlayarak
report-came-month = Aya göre gönderiler
report-came-year = Yıla göre gönderiler
report-came-most = En çok gönderinin geldiği gün { $day }: { $number }.
report-came-most-in = En çok gönderinin geldiği dönem { $day }: { $number }.
report-came-once = Hepsi { $day } tarihinde geldi.
report-step-day = Gün
report-step-week = Hafta
report-step-month = Ay
report-step-year = Yıl

## Masayı bekleyenler
report-waits-title = Sizi bekleyenler
report-waits-head = Bekleyen
report-waits-nothing = Sizi bekleyen bir şey yok.
report-waits-unanswered = Yanıtsız
report-waits-incomplete = Hepsi burada değil
report-waits-repeated = Yeniden gönderildi, tümü ya da bir dosyası
report-waits-withdrawn = Kaynak geri çekti, ama hâlâ burada
report-waits-not-kept = Saklanmayan dosyaları olan
report-waits-doubtful = İnceleyenler listesiyle uyuşmuyor
report-waits-no-consent = Okunabilen bir onayı yok
report-waits-unreadable = Açılmayan paketler

## Kaynakların işaretledikleri
report-kinds-title = Ne hakkında
report-kinds-lead = Kaynakların işaretlediği gibi. Bir gönderinin birden çok işareti olabilir.
report-kinds-head = Tür
report-places-title = Ne tür bir yer
report-places-lead = Kaynakların işaretlediği gibi.
report-places-head = Yer türü
report-languages-title = Hangi dilde
report-languages-lead = Anlatıldığı sayfanın dili.
report-languages-head = Dil
report-desks-title = Hangi masada
report-desks-lead = Bunu her masanın kendi inceleme ekibi okur.
report-desks-head = Masa
report-left =
    { $count ->
        [one] Bir gönderi bunu açık bıraktı.
       *[other] { $number } gönderi bunu açık bıraktı.
    }
report-not-asked =
    { $count ->
        [one] Bir gönderi bunu sormayan bir formla geldi.
       *[other] { $number } gönderi bunu sormayan formlarla geldi.
    }
report-unknown =
    { $count ->
        [one] Bir gönderinin formu ya da tanıklığı burada değil.
       *[other] { $number } gönderinin formu ya da tanıklığı burada değil.
    }

## Dosyalar
report-files-title = Dosyalar
report-files-lead =
    { $count ->
        [one] Bir dosya.
       *[other] { $number } dosya.
    }
report-files-size = Toplam { $size }.
report-files-without =
    { $count ->
        [0] Her gönderide dosya var.
        [one] Bir gönderide hiç dosya yok.
       *[other] { $number } gönderide hiç dosya yok.
    }
report-files-head = Tarayıcının adlandırdığı tür
report-files-number = Dosyalar
report-files-bytes = Boyut
report-media-image = Diğer resimler
report-media-video = Diğer videolar
report-media-audio = Diğer sesler
report-media-text = Diğer metinler
report-media-other = Başka her şey

## Kaynakların izin verdikleri
report-uses-title = Nelerin iletilebileceği
report-uses-lead = Kaynakların bugün izin verdikleri, kullanım kullanım. Geri çekilmemiş her gönderi, her satırda bir kez sayılır.
report-uses-without = Kullanıma göre, onay olmayanlar
report-uses-note = “Onay yok” ikisini de sayar: önce sorulmasını isteyenleri ve hayır diyenleri.
report-without =
    { $count ->
        [0] hepsinde onay var
       *[other] { $number } gönderide onay yok
    }
report-value-yes = Evet
report-value-anonymous = Adsız
report-value-ask = Önce sor
report-value-no = Hayır
report-use-c1 = İstatistikler
report-use-c2 = Ortak kuruluş ya da avukat
report-use-c3 = Birleşmiş Milletler
report-use-c4 = Mahkeme, kimlik gizli tutularak
report-use-c5 = Kimliği bilen mahkeme
report-use-c6 = Raporlar ve medya
report-use-c7 = Bir doktor, psikolog ya da avukatın ulaşması

## İstendiği yerde tanımlayıcılar, adlar ve yerler
report-named-title = Gönderi gönderi
report-named-lead = Yerler ve dosya adları, kaynakların yazdığı gibi durur.
