# Türkçe: formların sordukları. Kurallar static/texts/en.ftl ve forms/en.ftl dosyalarındadır.
# “Çalışma grubu”: BM Keyfi Tutuklamalar Çalışma Grubu. “İnceleme ekibi”: kuruluşta okuyanlar.

## Form seçmek

desks-title = Nasıl anlatmak istediğinizi seçin
desk-guided-title = Olanları yardımcı sorularla anlatmak
desk-guided-lead = Sorular adım adım yardımcı olur. Hepsini atlayabilirsiniz.
desk-short-title = Yalnızca bize anlatmak ve dosya eklemek
desk-short-lead = Kelimeleriniz için bir kutu, dosyalar için bir yer.
desk-detention-title = Biri gözaltına alındı ya da tutuluyor
desk-detention-lead = Bir Birleşmiş Milletler çalışma grubunun gözaltılar hakkında sorduğu sorularla.

guided-lead =
    Bize neyi anlatacağınıza siz karar verirsiniz. Her soruyu atlayabilir, istediğiniz zaman durabilirsiniz.
    Kapalı bölümler isteğe bağlıdır: hepsi kapalı kalabilir.
    18 yaşından küçükseniz birkaç kelime yeter.
detention-lead =
    Bize neyi anlatacağınıza siz karar verirsiniz. Her soruyu atlayabilir, istediğiniz zaman durabilirsiniz.
    Bunu kendiniz için ya da başka biri için anlatabilirsiniz.

## Her tür soru

choice-none = Yanıt yok
not-said-unknown = Bilmiyorum
not-said-declined = Söylememeyi tercih ederim
answer-yes = Evet
answer-no = Hayır
date-day = Gün
date-month = Ay, 1 ile 12 arası
date-year = Yıl
date-about = Aşağı yukarı o zaman
date-until = Sürdüyse: ne zamana kadar?
date-words = Ya da kendi kelimelerinizle
count-how = Kesin mi, tahmini mi?
count-exact = Bu kesin sayı
count-estimate = Bu tahmini sayı

## Geri gelen bir yanıtın yanında

# $limit: kaç karakterin sığdığı.
problem-too-long = Burada { $limit } karakterlik yer var. Kalanını bu sayfada başka bir yere ya da bir dosyaya koyabilirsiniz.
problem-not-an-option = Bu yanıt sunulanlar arasında yok. Lütfen yeniden seçin ya da boş bırakın.
problem-no-such-day = Takvimde böyle bir tarih yok. Yıl dört rakamlıdır, yalnızca yıl da yeter.
problem-not-a-number = Lütfen burada 12 gibi rakam kullanın. Boş da bırakabilirsiniz.
problem-end-before-start = Bitiş başlangıçtan önce duruyor. Lütfen iki tarihe de bir kez daha bakın.
problem-broken-text = Bazı harfler bize eksiksiz ulaşmadı. Lütfen bu yanıta bir kez daha bakın.

## Siz ve anlattıklarınız

you-title = Siz ve anlattıklarınız
you-lead = Bu, sizin neleri bilebileceğinizi ve hangi dili kullanacağımızı bize gösterir.
link-label = Bunu nereden biliyorsunuz?
link-experienced = Benim başıma geldi
link-saw = Gördüm ya da duydum
link-family = Ailemden birinin başına geldi
link-helping = Birinin anlatmasına yardım ediyorum
link-documents = Bununla ilgili belgelerim ya da kayıtlarım var
language-label = Hangi dilde yazıyorsunuz?
language-hint = En iyisi kendi dilinizdir. Karıştırıyorsanız birden çok dil işaretleyin.
language-es = İspanyolca
language-en = İngilizce
language-pt = Portekizce
language-fr = Fransızca
language-ar = Arapça
language-fa = Farsça
language-ht = Haiti Kreyolu
language-qu = Keçuva
language-guc = Vayuu dili
language-ru = Rusça
language-uk = Ukraynaca
language-zh = Çince
language-my = Birmanca
language-tr = Türkçe
language-other = Başka bir dil

## Şu anda tehlike

dangernow-title = Şu anda biri tehlikedeyse
dangernow-lead = Bu, önce acil olana bakmamızı sağlar. Okumak yine de günler sürebilir ve kimseyi kurtaramayız.
danger-label = Şu anda tehlikede olan biri var mı?
ongoing-label = Hâlâ sürüyor mu?
danger-words-label = Tehlike nedir?
danger-words-hint = Birkaç kelime yeter. Birinin saklandığı yeri yazmayın.

## Ne tür bir şey

kinds-title = Ne tür bir şey oldu
kinds-lead = Bu, doğru kişinin okumasına yardım eder. Emin olmamak sorun değil.
kind-label = Hangisi uyuyor?
kind-hint = İstediğiniz kadarını işaretleyin.
kind-killed = Biri öldürüldü
kind-taken = Biri götürüldü ve gizlendi
kind-arrested = Biri gözaltına alındı ya da tutuldu
kind-beaten = Dayak, işkence, kötü muamele
kind-sexual = Cinsel şiddet ya da bununla tehdit
kind-protest = Bir protestoda ateş açma ya da güç kullanma
kind-punished = Siyaset yüzünden ya da kim oldukları için cezalandırma
kind-forced-out = Evini ya da ülkesini terk etmeye zorlanma
kind-attacked = Bir hak savunucusuna, gazeteciye ya da kuruluşa saldırı
kind-raid = Baskın, hırsızlık, iptal edilen pasaport
kind-custody = Tutulurken avukat, hâkim ya da ilaç olmaması
kind-fighting = Silahlı çatışmada zarar görme
kind-other = Başka bir şey

## Ne zaman ve nerede

whenwhere-title = Ne zaman ve nerede
whenwhere-lead = Bu, anlattıklarınızı başkalarının anlattıklarıyla birleştirmemize yardım eder.
when-label = Ne zaman oldu?
when-hint = Yaklaşık olması yeter: bir ay, bir mevsim, bir yıl.
place-label = Nerede oldu?
place-hint = Bir kasaba, bir bölge ya da yerin türü yeter.
whenwhere-words-label = Ne zaman ve neredeydi?
whenwhere-words-hint = Kendi kelimelerinizle. Yaklaşık olması yeter.

wheremore-title = Ne zaman ve nerede hakkında daha fazlası
wheremore-lead = Bununla anlattıklarınız, aynı yerden gelen başkaları arasında bulunabilir.
daypart-label = Günün hangi bölümünde?
daypart-before-dawn = Şafaktan önce
daypart-morning = Sabah
daypart-midday = Öğle saatlerinde
daypart-afternoon = Öğleden sonra
daypart-evening = Akşam
daypart-night = Gece
country-label = Ülke
state-label = Eyalet, il ya da bölge
municipality-label = Şehir, ilçe ya da belde
place-kind-label = Ne tür bir yerdi?
place-kind-home = Bir ev
place-kind-street = Bir sokak ya da meydan
place-kind-work = Bir iş yeri
place-kind-school = Bir okul ya da üniversite
place-kind-health = Bir hastane ya da sağlık merkezi
place-kind-meeting = Bir ibadet yeri, parti ya da kuruluş binası
place-kind-polling = Oy verilen bir yer
place-kind-checkpoint = Bir kontrol noktası ya da sınır
place-kind-police = Bir karakol
place-kind-prison = Bir cezaevi
place-kind-military = Askerî bir yer
place-kind-secret = Gizli ya da bilinmeyen bir tutma yeri
place-kind-countryside = Kırsal alan, bir yol ya da nehir
place-kind-other = Başka bir yer

## Anlatı

account-title = Olanlar
account-lead = İşin özü budur. Zor anları geri getirebilir. Yalnızca dosya da gönderebilirsiniz.
account-label = Kendi kelimelerinizle, ne oldu?
# Her satır kendi başına bir ipucudur.
account-hint =
    Kısa olabilir, sırası önemli değil. Ekibimiz daha sonra, yalnızca kabul ederseniz, daha fazlasını sorabilir.
    Siz kendiniz ne gördünüz ya da duydunuz? Başkaları size ne anlattı?
    Her kişi için “A” gibi bir harf kullanabilirsiniz.
    Yalnızca sizin bilebileceğiniz bir şey, kim olduğunuzu gösterebilir.

## Kişiler

people-title = Kaç kişi
people-lead = Bu, ne kadar büyük olduğunu gösterir.
affected-label = Kaç kişinin başına geldi?
affected-hint = Bir sayı. Tahmin de yeter.

persons-title = Bunun başına geldiği kişiler
persons-lead = Bu, bir kişiyi ötekinden ayırmamızı sağlar. Ad gerekmez.
# $n: 1, 2, 3 …
person-each = Kişi { $n }
call-label = Bu kişiye ne diyelim?
call-hint = “A” gibi bir harf ya da uydurma bir ad kullanın.
age-label = Yaklaşık kaç yaşında?
age-child-0-11 = 12 yaşından küçük çocuk
age-child-12-17 = 12 ile 17 arası
age-adult-18-29 = 18 ile 29 arası
age-adult-30-44 = 30 ile 44 arası
age-adult-45-59 = 45 ile 59 arası
age-adult-60-up = 60 ya da daha büyük
gender-label = Cinsiyet
gender-woman = Kadın ya da kız çocuğu
gender-man = Erkek ya da erkek çocuk
gender-another = Başka
role-label = Bu kişi neyle tanınıyordu ya da orada ne yapıyordu?
role-protester = Protesto
role-poll-witness = Seçim gözlemciliği
role-journalist = Gazetecilik
role-defender = İnsan hakları savunuculuğu
role-health-worker = Hastalara ya da yaralılara bakmak
role-other = Başka bir şey
permission-label = Bu kişi ya da ailesi, bunu anlatmanızı kabul ediyor mu?
permission-hint = “Hayır” da uygun bir yanıttır. Bununla yapacaklarımızı sınırlar.
permission-yes = Evet
permission-no = Hayır
permission-could-not-ask = Soramadım
real-name-label = Gerçek ad
id-number-label = Kimlik belgesi: türü ve numarası
born-label = Doğum tarihi
identity-hint = Bu ayrıca kilitlenir. Ekipten yalnızca buna ihtiyacı olan birkaç kişi açabilir.
identity-hint-all = Bu ayrıca kilitlenir. İnceleme ekibimiz açabilir.

person-title = Gözaltına alınan kişi
person-lead = Çalışma grubu bunu sorar. Burada ad gerekmez.
nationality-label = Uyruk
profession-label = İş ya da uğraş
profession-hint = Gözaltına alınmasıyla ilgisi olabilirse.
identity-title = O kişinin adı
identity-lead = Çalışma grubunun resmî bir başvuru için bir ada ihtiyacı var. Daha sonra verebilirsiniz ya da hiç vermeyebilirsiniz.
home-label = Olağan adresi

## Kim yaptı

who-title = Kim yaptı
who-lead = Bu, emirleri kimin verdiğini bulmaya yardım eder. Emin olmamak sorun değil.
force-label = Bildiğiniz kadarıyla kimlerdi?
force-police = Polis
force-guard = Ulusal muhafızlar ya da jandarma
force-military = Ordu, donanma ya da hava kuvvetleri
force-intelligence = İstihbarat ya da gizli servis
force-prison-staff = Cezaevi görevlileri
force-border = Sınır ya da göç görevlileri
force-officials = Başka devlet görevlileri
force-armed-civilians = Yetkililerin yanında yer alan silahlı siviller
force-armed-group = Başka bir silahlı grup
force-private = Bir şirket ya da özel bir kişi
force-other = Başka biri
unit-label = Onlarda neyi fark ettiniz?
unit-hint = Birlik, üniforma, rozet, araç, plaka, silah, adlar ya da emirler gibi. Yalnızca gördüğünüz ya da duyduğunuz şeyler.
known-by-label = Onlar olduğunu nereden biliyorsunuz?
known-by-saw = Onları gördüm
known-by-marks = Üniforma, rozet ya da araçtan
known-by-they-said = Kendileri söyledi
known-by-others-said = Başkaları söyledi
known-by-guess = Bu bir tahmin

## Gözaltı ve tutulma

held-title = Biri gözaltına alındıysa ya da tutulduysa
detained-title = Tutulma
held-warning = Sonraki sorular gözaltı ve tutulma hakkında. Hepsini boş bırakıp aşağıdan devam edebilirsiniz.
held-lead = Avukatlar ve Birleşmiş Milletler önce bunu sorar.
held-since-label = Tutulma ne zaman başladı?
held-since-hint = Yalnızca gözaltına alındığı günden başka bir günse. Yaklaşık olması yeter.
held-warrant-label = Yakalama kararı ya da başka bir resmî kâğıt gösterdiler mi?
held-authority-label = Tutulma emrini hangi makam verdi?
held-reason-label = Yetkililer hangi gerekçeyi gösterdi?
held-law-label = Hangi yasayı ya da suçlamayı söylediler?
held-place-label = Kişi nerede tutuldu?
held-place-hint = Birden çok yer varsa sırasıyla. Sonuncusu şimdi olduğu yerdir.
held-by-label = Kişiyi hangi güç ya da kurum tutuyor ya da tuttu?
held-lawyer-label = Kişi bir avukatla konuşabildi mi?
held-family-label = Aile ziyaret edebildi ya da arayabildi mi?
access-yes = Evet
access-limited = Ancak geç ya da hiçbir zaman baş başa değil
access-no = Hayır
held-court-label = Kişi bir hâkim önüne çıkarıldı mı?
held-decision-label = Bu ne zamandı ve ne karar verildi?
held-still-label = Kişi hâlâ tutuluyor mu?
held-end-label = Bittiyse, ne zaman?

arrest-title = Gözaltına alma ne zaman ve nerede oldu
arrest-lead = Bir tarih ve bir yer ile bir gözaltı araştırılabilir ve sorulabilir.
arrest-when-label = Gözaltına alma ne zaman oldu?
arrest-place-label = Gözaltına alma nerede oldu?
arrestmore-title = Gözaltına alma hakkında daha fazlası
arrestmore-lead = Bu, gözaltına almanın yasaya uyup uymadığını gösterir.
arrest-authority-label = O kâğıdı hangi makam verdi?

## Neler yapıldı

measures-title = Şimdiye kadar neler yapıldı
measures-lead = Çalışma grubu bunu sorar. Bizim için kimsenin bir adım atması gerekmez.
steps-label = Mahkemeler ya da yetkililer önünde ne yapıldı?
steps-hint = Bir şikâyet ya da bir hâkime başvuru gibi. “Hiçbir şey, güvenli değildi” de bir yanıttır.
steps-outcome-label = Bundan ne çıktı?

## Biri götürüldü ve gizlendi

missing-title = Biri götürüldüyse ve gizlendiyse
missing-warning = Sonraki sorular kayıp bir kişi hakkında. Hepsini boş bırakıp aşağıdan devam edebilirsiniz.
missing-lead = Bununla Birleşmiş Milletler bir hükümete bu kişiyi sorabilir.
missing-seen-label = Kişi en son ne zaman görüldü?
missing-place-label = Kişi en son nerede görüldü?
missing-reply-label = Yetkililer ne dedi?
missing-search-label = Kişiyi bulmak için ne yapıldı?
missing-search-hint = “Hiçbir şey, güvenli değildi” de bir yanıttır. Bizim için kimsenin aramaya çıkması gerekmez.

## Biri öldürüldü

death-title = Biri öldürüldüyse
death-warning = Sonraki sorular bir ölüm hakkında. Hepsini boş bırakıp aşağıdan devam edebilirsiniz.
death-lead = Bu, uzmanların olanları anlamasına yardım eder.
death-place-label = Kişi nerede bulundu?
death-injuries-label = Siz kendiniz hangi yaraları gördünüz?
death-injuries-hint = Yalnızca şimdi bunu düşünmek isterseniz.
death-body-label = Naaş şimdi nerede?
death-body-family = Ailede
death-body-authorities = Yetkililerde
death-body-buried = Başkaları gömdü
death-body-not-found = Bulunmadı
death-autopsy-label = Bir doktor naaşı inceledi mi?

## Dayak ve işkence

torture-title = Biri dövüldüyse ya da işkence gördüyse
torture-warning = Sonraki sorular şiddet hakkında. Hepsini boş bırakabilir ve istediğiniz zaman durabilirsiniz.
torture-lead = Doktorlar ve avukatlar bununla çalışır. Daha sonra, yalnızca kabul ederseniz, daha fazlasını sorabilirler.
torture-authority-label = Kişiyi kim tutuyordu?
torture-when-label = Ne zamandı?
torture-words-label = Ne yapıldı?
torture-words-hint = Kendi kelimelerinizle. Ne kadar anlatacağınızı siz seçersiniz.
torture-effects-label = O zaman ya da şimdi ne gibi etkileri oldu?
torture-care-label = Bir doktor ya da başka biri ilgilendi mi?
torture-papers-label = Bununla ilgili kâğıt ya da fotoğraf var mı?
torture-papers-hint = Yoksa sorun değil. Edinmeniz gerekmez.
torture-papers-papers = Tıbbi kâğıtlar
torture-papers-photos = Fotoğraflar
torture-papers-none = Yok

## Cinsel şiddet: hiçbir şeyin anlatılması istenmez.

sexual-title = Cinsel şiddet olduysa
sexual-warning = Bunu burada anlatmanız gerekmiyor. Yalnızca birinin size yazıp yazamayacağını soruyoruz.
sexual-lead = Bir uzman, iki kez sormadan nasıl dinleyeceğini bilir.
specialist-label = Bir uzman bu konuda size yazabilir mi?
specialist-hint = “Yanıtlar” sayfasında yazar. O sayfayı dokuz kelimeniz açar.
specialist-needs-label = Size ne yardımcı olur?
specialist-needs-woman = Bir kadınla konuşmak
specialist-needs-man = Bir erkekle konuşmak
specialist-needs-interpreter = Bir sözlü çevirmen
specialist-needs-medical = Bir doktor ya da hemşire

## Savunucular ve kuruluşlar

defenders-title = Bir hak savunucusuna, gazeteciye ya da kuruluşa saldırıldıysa
defenders-warning = Sonraki sorular tehditler ve saldırılar hakkında. Hepsini boş bırakıp aşağıdan devam edebilirsiniz.
defenders-lead = Birleşmiş Milletler’in bunun için, bir hükümete sorabilen bir uzmanı var.
attack-label = Ne yapıldı?
attack-threat = Tehditler
attack-followed = Takip edilme ya da izlenme
attack-assault = Dayak ya da bedene başka bir saldırı
attack-arrest = Gözaltına alma
attack-raid = Baskın ya da eşyaların alınması
attack-smear = Herkesin önünde yalanlar ya da hakaretler
attack-closed = Kuruluş kapatıldı ya da yasaklandı
attack-money = Para ya da hesaplar donduruldu
attack-travel = Pasaport alındı ya da yolculuk engellendi
attack-other = Başka bir şey
work-label = Ne tür bir çalışmayı hedef aldı?
work-rights = İnsan hakları
work-journalism = Gazetecilik
work-law = Hukuk
work-union = Bir sendika
work-community = Toprak, su ya da bir topluluk
work-elections = Seçimler
work-health = Sağlık
work-teaching = Öğretmek ya da öğrenim görmek
work-other = Başka bir şey

## Bilen başkaları

others-title = Başka kim biliyor
others-lead = Bu, insanlara aynı şeylerin yeniden sorulmasını önler.
witnesses-label = Bunu başkaları da gördü ya da duydu mu?
witnesses-hint = Ad vermeyin lütfen. Onlara bir şey sormanız gerekmez.
told-label = Bunu daha önce birine anlattınız mı? Kime ve ne zaman?
told-hint = Bir avukat, kuruluş, mahkeme ya da gazete gibi.

## Size ulaşmak

reach-title = Size ulaşmanın başka bir yolu
reach-lead = Yanıtlar için dokuz kelimeniz yeter ve en güvenli yol odur. Burada başka bir yol ekleyebilirsiniz.
own-name-label = Vermek isterseniz, kendi adınız
contact-label = Size ulaşmanın başka bir yolu
contact-never-label = Sizinle nasıl ya da ne zaman iletişim kurmak güvenli değil?
contact-never-hint = Başkalarının açtığı bir numara ya da yalnız olmadığınız bir saat gibi. Bu da ayrıca kilitlenir.

## Destek

help-title = İsteyeceğiniz destek
help-lead = Bu bize neye ihtiyaç olduğunu gösterir. Söz veremeyiz. “Güvenliğiniz” sayfası herkes için daha fazlasını söyler.
support-label = Ne yardımcı olur?
support-medical = Bir doktor
support-psychological = Bir psikolog
support-legal = Bir avukat
support-relocation = Yaşamak için daha güvenli bir yer
support-none = Şimdilik hiçbir şey

## Yaş

young-title = 18 yaşından küçük olabilirseniz
young-lead = Öyleyse hiçbir ayrıntı anlatmanız gerekmez. Yazdıklarınız yeter.
under-18-label = 18 yaşından küçük müsünüz?

## Dosyalar

aboutfiles-title = Dosyalarınız hakkında
aboutfiles-lead = Bir dosyanın nereden geldiğini bilmek, ona güvenmeyi kolaylaştırır.
# $n: 1, 2, 3 …: dosya seçilen yerler, sırasıyla.
aboutfiles-each =
    { $n ->
        [1] “{ files-first }” altındaki dosyalar hakkında
        [2] “{ files-second }” altındaki dosyalar hakkında
        [3] “{ files-third }” altındaki dosyalar hakkında
       *[other] { $n } numaralı dosya seçiminiz hakkında
    }
shows-label = Neyi gösteriyorlar?
origin-label = Nereden geldiler?
origin-made = Ben çektim ya da hazırladım
origin-received = Biri bana verdi ya da gönderdi
origin-web = İnternetten kopyaladım
address-label = İnternettense: adresi
copied-label = İnternettense: ne zaman kopyalandı?
original-label = Özgün dosyalar mı?
original-hint = Özgün dosyalar daha değerlidir. Bir mesajlaşma uygulamasından iletilen dosyalar da olur.
original-original = Evet, özgün
original-forwarded = Hayır, iletilmiş ya da değiştirilmiş
hidden-label = Yer ve telefon modeli gibi gizli veriler
hidden-hint = Gizli veriler kim olduğunuzu gösterebilir. Her iki durumda da onları dosyayla birlikte kilitleriz.
hidden-keep = İnceleme ekibimiz için kalsın
hidden-remove = Dosyayı başka biri görmeden önce kaldırın

files-title = Fotoğraflar, videolar ve belgeler
files-original = Mümkünse özgün dosyayı gönderin. İçinde yer ve telefon modeli gibi gizli veriler bulunabilir.
files-reviewers = Yalnızca inceleme ekibimiz açabilir. Dosyanın adını da görürler.
files-limits = Her dosya en çok { $file-limit } olabilir. Bir ziyaret en çok { $visit-limit } olabilir.
files-many =
    { $max-files ->
        [one] Bir ziyarette bir dosya gönderebilirsiniz.
       *[other] Bir ziyarette en çok { $max-files } dosya gönderebilirsiniz.
    }
files-long =
    { $upload-hours ->
        [one] Gönderim en çok bir saat sürebilir. Bu sırada lütfen ekranı ve bu sayfayı açık tutun.
       *[other] Gönderim en çok { $upload-hours } saat sürebilir. Bu sırada lütfen ekranı ve bu sayfayı açık tutun.
    }
files-first = Dosyalar
files-second = Başka bir klasörden daha fazla dosya
files-third = Üçüncü bir klasörden daha fazla dosya
