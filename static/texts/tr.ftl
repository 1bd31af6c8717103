# Türkçe: sade ve saygılı, “siz” ile.
#
# Kurallar en.ftl dosyasının başındadır: HTML’siz metin, en çok 20 kelimelik cümleler.

language-name = Türkçe
language-dir = ltr
number-point = ,
number-group = .

## Boyutlar
size-gib = { $number } GiB
size-mib = { $number } MiB
size-kib = { $number } KiB
size-bytes =
    { $bytes ->
        [one] 1 bayt
       *[other] { $bytes } bayt
    }

## Her sayfa

# Tarayıcının sekmesinde ve geçmişinde görünür: hiçbir şey söylememeli.
page-title = Sayfa
exit-link = Bu sayfadan çık
skip-link = Metne geç
new-tab = Yeni bir sekmede açılır
languages-label = Diller
nav-label = Sayfalar
nav-start = Başlangıç
nav-tell = Anlatmak
nav-mailbox = Yanıtlar
nav-safety = Güvenliğiniz
nav-about = Bu site hakkında
# Yalnızca siteye onion hizmeti olmadan gelindiğinde.
open-web-seen = Açık internetten geldiniz. Bağlantınızı taşıyan kişi ya da kurum, bu siteyi ziyaret ettiğinizi görebilir.
open-web-tor = Tor Browser ile bunu göremez.
open-web-onion = Orada şu adresi yazın:
footer-care = İstediğiniz zaman durabilirsiniz. Daha sonra dönmek de, hiç dönmemek de olur.
footer-care-link = Kendinize iyi bakmak

## Başlangıç

landing-title = Olanları anlatmak için bir yer
landing-lead = Bir insan hakkı ihlali yaşadıysanız ya da gördüyseniz, bunu bize burada anlatabilirsiniz.
landing-lead-more = Fotoğraf, video ve belge ekleyebilirsiniz. Kim olduğunuzu söylemeniz gerekmez.
landing-tell = Olanları anlatmak istiyorum
landing-mailbox = Dokuz kelimem var
landing-who-title = Bunu kim okur
landing-who = Gönderdiklerinizi { $organisation } inceleme ekibi okur.
landing-who-sealed = Gönderdiğiniz, ulaşırken ekibin anahtarlarıyla kilitlenir. Sunucuyu yönetenler saklananları açamaz.
landing-who-link = Sunucu neleri görebilir
landing-how-title = Nasıl işler
landing-how-words = Dokuz kelime alırsınız. Yalnızca sizindir, biz onları saklamayız.
landing-how-tell = İstediğiniz kadar çok ya da az anlatırsınız.
landing-how-send = Gönderirsiniz. Sonraki sayfa nelerin saklandığını söyler.
landing-how-replies = Daha sonra, dokuz kelimeniz yanıtlarımızı açar.
landing-before-title = Başlamadan önce
landing-before-screen = Ekranınızı kimsenin görmediği bir an ve yer seçin.
landing-before-device = Kendi cihazınızı kullanın, iş yerininkini değil.
landing-before-exit = “Bu sayfadan çık” bu sayfayı hemen gizler. Tor Browser kullandığınızı silmez.
landing-before-link = Güvenliğiniz hakkında daha fazlası
landing-cannot-title = Yapamayacaklarımız
landing-cannot = Sizi fiziksel olarak koruyamayız. Bir mahkemenin harekete geçeceğine söz veremeyiz.
landing-cannot-danger = Şu anda tehlikedeyseniz, önce güvenliğiniz gelir. Bu sayfa bekleyebilir.

## Sorulardan önce

pause-lead = Bazı sorular şiddet hakkındadır. Herhangi birini atlayabilir, istediğiniz zaman durabilirsiniz.
pause-sealed = “Gönder” düğmesine basana kadar hiçbir şey saklanmaz. Sonra kilitlenir ve onu yalnızca inceleme ekibimiz açabilir.
pause-place = Evde, ağınız Tor kullandığınızı görebilir. Başka yerde, kameralar ve insanlar sizi görebilir. Daha güvenli olanı seçin.
pause-go = Sorulara geç

## Dokuz kelime

codename-title = Dokuz kelimeniz
codename-lead = Kelimelerinizi aklınızda tutun, kâğıtta değil. Geri dönmenin tek yolu onlardır.
codename-lost = Biz onları saklamayız. Kaybolurlarsa kimse geri getiremez.
codename-leave = Göndermeden ayrılırsanız yazdıklarınız kaybolur ve yeni formda başka kelimeler olur. Daha önce gönderdiklerinizin kelimeleri geçerli kalır.
codename-line = Aynı kelimeler tek satırda. Kopyalarsanız cihazınız onları saklayabilir, bulutta bile.

# Formu yanıtlarından açan kişi için: kelimeler zaten ondadır.
again-title = Dokuz kelimeniz aynı kalır
again-lead = Ekledikleriniz daha önce anlattıklarınıza katılır. Akılda tutulacak yeni bir şey yok.
again-hidden = Kelimeler burada gösterilmez. Böylece kimse omzunuzun üzerinden okuyamaz.

## Form

form-title = Olanları anlatmak
form-lead = Bize neyi anlatacağınıza siz karar verirsiniz. Her soruyu atlayabilir, istediğiniz zaman durabilirsiniz.
form-mailbox = Bir yanıtı okumaya mı geldiniz?
form-mailbox-link = Dokuz kelimenizle açın

skip-this = Bunu atlayabilirsiniz.

## Bir form nasıl çizilir

# Formun kapalı bölümleri bunun arkasında durur.
more-title = Bir şey eklemek isterseniz, başka sorular
more-lead = Bunların hepsi isteğe bağlıdır. Kapalı kalabilir.
more-lead-page = Bunların hepsi isteğe bağlıdır. Burada yazdıklarınız kalır: bu düğme onları sunucuya gönderip geri getirir ve hiçbir şey saklanmaz. Dosyaları lütfen bundan sonra seçin.
more-button = Bu soruları göster
# Zor soruların olduğu bölümleri geçen bir bağlantı.
hard-past = Şiddet ve tutulma ile ilgili bölümleri geç
# Yanıtı birinin kim olduğunu gösteren sorunun yanında durur: bunu kim okur.
identity-mark = Yalnızca ekipten birkaç kişi için
changed-back = Yanıtlara dön


send-title = “Gönder” düğmesine bastığınızda
send-words = Önce kelimeleriniz kilitlenir ve saklanır, sonra her dosya.
send-wait = Tor üzerinden büyük dosyalar uzun sürer. Sonraki sayfa görünene kadar lütfen bu sayfada kalın.
send-next = Sonraki sayfa nelerin saklandığını söyler ve dokuz kelimenizi yeniden gösterir.
send-next-again = Sonraki sayfa nelerin saklandığını söyler.
send-lost = Sonraki sayfa hiç gelmezse, yazdıklarınız büyük olasılıkla saklanmıştır ve dokuz kelimeniz geçerlidir. Yeniden göndermenin zararı yok.
send-button = Gönder

progress-when = Gönderilirken ne kadarının ulaştığını görebilirsiniz:
progress-link = ikinci bir sekme açın
progress-title = Ne kadarı ulaştı
progress-arrived = { $whole } içinden { $arrived } ulaştı.
progress-arrived-some = { $arrived } ulaştı.
progress-other = Lütfen öteki sekmeyi açık bırakın. Hepsi ulaşınca nelerin saklandığını o söyler.
progress-none = Şu anda o sayfadan bir şey gelmiyor. Gönderdiğiniz sekme nelerin saklandığını söyler.
progress-again = Yeniden bak

## Geri gelen bir form

problems-title = Lütfen buna bakın, sonra yeniden gönderin
problems-kept = Yazdıklarınız hâlâ burada.
problems-cut = Yazdıklarınızın sonu burada eksik olabilir. Lütfen yeniden göndermeden önce bakın.
problem-consent = Lütfen bu kutuyu işaretleyin. Bu olmadan hiçbir şeyi saklama ya da okuma iznimiz yoktur.
problem-nothing = Lütfen birkaç kelime yazın ya da bir dosya seçin. İkisinden biri yeter.
problem-codename = Dokuz kelime bize eksiksiz ulaşmadı. İşte yenileri. Yalnızca bunlar çalışacak.
problem-files = Bir sayfa sizin yerinize dosya seçemez. Lütfen bunları yeniden seçin.
problem-text-long = Hepsi birlikte bir forma sığandan fazla. Kalanı bir dosyaya koyabilirsiniz.
problem-page-of-before = Bu sayfa açıkken sorularımız değişti. Hiçbir şey saklanmadı. Lütfen bir kez daha bakın, sonra gönderin.
problem-desk-gone = Yazdığınız ekip artık burada değil. Hiçbir şey saklanmadı. Bu formu başka kişiler okur. Lütfen bir kez daha bakın ve yalnızca bunu istiyorsanız gönderin.
aside-label = Bu yanıtların artık sayfada yeri yok ve saklanmıyorlar. Onları başka bir alana kopyalayabilirsiniz.
problem-not-stored = Gönderdiklerinizi saklayamadık. Lütfen biraz sonra hepsini yeniden gönderin.
problem-full = Sunucuda şu an yer yok ve hiçbir şey saklanmadı. Bu günlerce sürebilir. Lütfen başka bir gün yeniden deneyin.
problem-perhaps-stored = Bunu saklarken bir şey aksadı. Saklanmış olabilir de olmayabilir de. Aynısını yeniden göndermenin zararı yok.
problem-malformed = Form eksiksiz ulaşmadı ve hiçbir şey saklanmadı. Lütfen yeniden gönderin.
problem-elsewhere = Gelen şey bizim sayfamızdan gelmedi, bu yüzden kullanmadık. Bu yeni bir form.

## Onay

confirmation-title = Gönderdikleriniz ulaştı
confirmation-lead = Kilitlendi ve saklandı. Yalnızca inceleme ekibimiz açabilir.
kept-title = Saklandı
kept-words = Kelimeleriniz
kept-choices = Formda seçtikleriniz
kept-files =
    { $count ->
        [one] 1 dosya
       *[other] { $count } dosya
    }
kept-names =
    { $count ->
        [one] Saklanmayan dosyanın adı
       *[other] Saklanmayan dosyaların adları
    }
not-kept-title = Saklanmadı
not-kept-lead =
    { $count ->
        [one] Bu dosya saklanmadı.
       *[other] Bu dosyalar saklanmadı.
    }
not-kept-rest = Gönderdiğiniz diğer şeyler bundan etkilenmez.
not-kept-more =
    { $count ->
        [one] Bir dosya daha saklanmadı.
       *[other] { $count } dosya daha saklanmadı.
    }
not-kept-cut = Bundan sonra gelenler de ulaşmadı.
not-kept-next =
    { $count ->
        [one] Onu başka bir ziyarette, yeni bir form ve yeni kelimelerle gönderebilirsiniz.
       *[other] Onları başka bir ziyarette, yeni bir form ve yeni kelimelerle gönderebilirsiniz.
    }
not-kept-next-again =
    { $count ->
        [one] Onu başka bir ziyarette ekleyebilirsiniz. Yanıtlarınızı aynı dokuz kelimeyle açın.
       *[other] Onları başka bir ziyarette ekleyebilirsiniz. Yanıtlarınızı aynı dokuz kelimeyle açın.
    }
not-kept-smaller =
    { $count ->
        [one] Onu daha küçük parçalar halinde gönderebilirsiniz.
       *[other] Onları daha küçük parçalar halinde gönderebilirsiniz.
    }
not-kept-too-large = { $file-limit } sınırından daha büyük.
not-kept-visit-full = Bir ziyarete { $visit-limit } sığar ve bu ziyaret doluydu.
not-kept-too-many =
    { $max-files ->
        [one] Bir ziyarete bir dosya sığar.
       *[other] Bir ziyarete { $max-files } dosya sığar.
    }
not-kept-server-full = Sunucuda onun için yer yoktu.
not-kept-broken = Eksiksiz ulaşmadı.
confirmation-none-title = Hiçbir dosya saklanmadı
confirmation-none-lead =
    { $count ->
        [one] Dosyanızı saklayamadık.
       *[other] Dosyalarınızı saklayamadık.
    }
confirmation-none-rest = Formda seçtikleriniz ulaştı.
confirmation-replaced = Formunuzdaki kelimeler çıktıkları gibi ulaşmadı. Bunlar yeni ve yalnızca bunlar geçerli.
next-title = Şimdi ne olacak
next-read = İnceleme ekibimiz bunu kendi cihazlarında açar. Bu, günler ya da haftalar sürebilir.
next-reply = Size bir yanıt bırakabilirler. Onu “Yanıtlar” sayfasında dokuz kelimeniz açar.
next-reply-again = Size bir yanıt daha bırakabilirler. Onu aynı dokuz kelime açar.
next-quiet = Bunun hakkında konuşmamak ve internette bunu aramamak daha güvenlidir.
next-leave = Kelimeleri ezberlediğinizde, Tor Browser’da “Kimliği yenile” seçeneğini seçin. Her şeyi kapatır ve temizler.
next-leave-again = Şimdi Tor Browser’da “Kimliği yenile” seçeneğini seçin. Her şeyi kapatır ve temizler.

## Dokuz kelimeyi sormak

ask-title = Yanıtlarımızı okumak
ask-lead = Dokuz kelimeniz, inceleme ekibimizin sizin için bıraktıklarını açar.
ask-label = Sırasıyla dokuz kelimeniz
ask-hint = Her kelimenin ilk dört harfi yeter. Büyük harfler ve harflerin üzerindeki işaretler önemli değil.
ask-button = Aç
ask-none = Henüz kelimeniz yok mu?
ask-none-link = Onları olanları anlattığınız yerde alırsınız
# $count: kaç kelime yazıldığı.
ask-problem-count =
    { $count ->
        [0] Burada henüz kelime yok. Dokuzuna da ihtiyacımız var.
        [one] Burada bir kelime var. Dokuzuna da ihtiyacımız var.
       *[other] Burada { $count } kelime var. Tam dokuz kelimeye ihtiyacımız var.
    }
# $position: 1 ile 9 arası.
ask-problem-word = { $position } numaralı kelime listelerimizde yok. Lütfen harflerine bir kez daha bakın.
ask-problem-checksum = Her kelime listelerimizde var, ama birlikte uymuyorlar. Biri başka bir kelime olabilir ya da yeri başka olabilir.

## Yanıtlar

mailbox-title = Size yanıtlarımız
mailbox-empty = Henüz yanıt yok.
mailbox-empty-lead = İnceleme ekibimizin günlere ya da haftalara ihtiyacı olabilir. İstediğiniz zaman geri gelebilirsiniz.
mailbox-empty-words = Başka kelimeler, yine boş olan başka bir posta kutusunu açar. Şüpheniz varsa her kelimeye bakın.
# $day: 2031-05-17 gibi bir tarih.
mailbox-day = { $day } tarihinde bırakıldı
mailbox-unopened = Burada açılamayan bir yanıt var. Onu silebilir ve bunu inceleme ekibimize söyleyebilirsiniz.
mailbox-delete = Bu yanıtı sil
mailbox-delete-lead = Burada sildiğiniz, sizin için yok olur. İnceleme ekibimiz yazdıklarının kilitli bir kopyasını saklar.
mailbox-delete-all = Bütün yanıtları sil
mailbox-deleted = Silindi.
mailbox-deleted-some = Sayfanın gösterdiği silindi. O zamandan beri yeni bir şey geldi ve burada duruyor.
mailbox-deleted-none = Şimdi hiçbir şey silinmedi. Sayfa gösterildiğinden beri yeni bir şey geldi ve burada duruyor.
add-title = Daha fazla anlatmak ya da yanıt vermek
add-lead = Ekledikleriniz, daha önce anlattıklarınızla birlikte aynı ekibe ulaşır. Aynı dokuz kelime sizin kalır.
add-where = Aynı kişilere ulaşması için daha önce kullandığınız formu seçin.
add-withdrawn = Bugün ya da dün geri çektiyseniz, buraya ekledikleriniz de geri çekilebilir. Yeni kelimelerle gönderilen yeni bir form kalır.
mailbox-leave = Her şeyi okuduğunuzda, Tor Browser’da “Kimliği yenile” seçeneğini seçin.
mailbox-back = Başlangıca dön

## Güvende kalmak

safety-title = Güvenliğiniz
safety-lead = Durumunuzu en iyi siz bilirsiniz. Bu listeden işinize yarayanı alın.
safety-before-title = Anlatmadan önce
# “En güvenli”, “Kimliği yenile” ve “köprü”: Tor Browser’ın Türkçe menülerindeki gibi.
safety-before-tor = Tor Browser kullanın ve orada “En güvenli” güvenlik düzeyini seçin. Bu site onunla eksiksiz çalışır.
safety-before-device = Kendi cihazınızı kullanın, iş yerinizin ya da başkalarının kontrol ettiği bir cihazı değil.
safety-before-tails = Tails sistemi bilgisayarda iz bırakmaz. Yüksek risk altındaki kişilere uygundur.
safety-before-screen = Ekranınızı kimsenin görmediği bir an ve yer seçin.
safety-before-tor-seen = Tor hangi sayfaları ziyaret ettiğinizi gizler. Ağdaki başkaları Tor kullandığınızı görebilir, yıllar sonra bile.
safety-before-bridge = Tor Browser ayarlarındaki bir “köprü” bunun görülmesini zorlaştırır.
safety-before-bridge-first = Tor’un engellendiği ya da cezalandırıldığı yerde, köprüyü tarayıcı ilk kez bağlanmadan önce ayarlayın.
safety-place-title = Bulunduğunuz yer
safety-place-home = Evde ekranınızı daha az kişi görür. Ama oradaki ağınız Tor kullandığınızı görebilir.
safety-place-public = Bir kafede ya da kütüphanede ağ evinize götürmez. Ama kameralar ve insanlar sizi görebilir.
safety-place-there = Böyle bir yerde nakit ödeyin. Adınızı taşıyan hiçbir hesaba girmeyin.
safety-phone-title = Telefonda
safety-phone-android = Android’de Tor Project’in Tor Browser’ını kullanın. Benzer adlı başka uygulamalar sizi korumayabilir.
safety-phone-iphone = iPhone’da Onion Browser vardır. Apple’ın kuralları yüzünden Tor Browser kadar koruyamaz.
safety-phone-keyboard = Klavyeler yazdıklarınızı, dokuz kelimenizi de aklında tutar. Ayarlarından öğrenmeyi ve önerileri kapatın.
safety-phone-pictures = Bu sayfanın ekran görüntüleri ve fotoğrafları buluta kopyalanabilir. Hiç çekmemek daha güvenlidir.
safety-phone-borrowed = Ödünç bir telefonda sahibi tarayıcıyı ve izlerini bulabilir. Yüklediklerinizi kaldırın.
safety-phone-where = Hangi tarayıcı olursa olsun, telefon ağına nerede olduğunu söyler.
safety-telling-title = Anlatırken
safety-telling-unique = Şunu düşünün: bunu yalnızca siz mi bilebilirsiniz? O zaman kim olduğunuzu gösterebilir.
safety-telling-letters = Her kişi için “A” gibi bir harf kullanabilirsiniz.
safety-telling-others = Başkalarına sormanız, bir şey toplamanız ya da herhangi bir yere dönmeniz gerekmez.
safety-files-title = Fotoğraflar, videolar ve belgeler
safety-files-hidden = Özgün dosyalarda zaman, yer ve telefon modeli gibi gizli veriler bulunur. Bu onları güçlü delil yapar.
safety-files-seen = Fotoğraf ve videolar yüzleri, sesleri ve yerleri de gösterir. Belgelerde yazanın adı bulunabilir.
safety-files-sealed = Her dosyayı olduğu gibi kilitleriz. İnceleme ekibimiz bu verileri görür ve korur.
safety-files-remove = Tercih ederseniz, göndermeden önce gizli verileri kaldırabilirsiniz. Tails’te bunun için bir araç var.
safety-files-copies = Kopyalar cihazınızda ve bulut yedeklerinde kalır. Orada bulunabilirler.
safety-after-title = Sonrasında
safety-after-identity = Tor Browser menüsünde “Kimliği yenile” seçeneğini seçin. Bütün sayfaları kapatır ve temizler.
safety-after-words = Dokuz kelimenizi aklınızda tutun. Öğrenmek için yazdıysanız, kâğıdı yok edin.
safety-after-quiet = Bunun hakkında konuşmamak ve Tor Browser dışında bunu aramamak daha güvenlidir.
safety-after-back = Yanıtlar için ilk seferki kadar dikkatli dönün.
safety-after-browser = Tarayıcı cihazınızda bulunabilir. Onu kaldırabilir, daha sonra yeniden yükleyebilirsiniz.
safety-server-title = Sunucu neleri görebilir
safety-server-stored = Saklananlar inceleme ekibimizin anahtarlarıyla kilitlidir. Sunucuyu yöneten ya da ele geçiren bunu açamaz.
safety-server-live = Biri çalışan sunucuyu gizlice kontrol ediyorsa, kelimelerinizi ulaşırken görebilir.
safety-server-nothing = Ne adres ne tarayıcı verisi ne de saat saklarız. Günü saklarız.
safety-exit-title = “Bu sayfadan çık” ne yapar
safety-exit-does = Sayfayı hemen gizler. Sayfa Geri düğmesiyle hâlâ bulunabilir.
safety-exit-tabs = Yalnızca bir sekmeden çıkar. Bu sitenin diğer sekmeleri açık kalır.
safety-exit-not = Cihazınızın ya da ağınızın kaydettiğini silemez. “Kimliği yenile” daha fazlasını temizler.
safety-care-title = Kendinize iyi bakmak
safety-care-feelings = Anlatmak, şimdi ya da günler sonra korku, öfke veya üzüntü uyandırabilir. Bu, şiddete verilen olağan bir karşılıktır.
safety-care-stop = Ortasında durabilirsiniz. “Gönder” düğmesine basana kadar hiçbir şey saklanmaz.
safety-care-someone = Mümkünse, güvendiğiniz birinin yakınında olun. Güvendiğiniz bir doktor ya da psikolog da yardımcı olabilir.
support-title = Kim yardım edebilir
support-lead = Bu kişi ve kurumları { $organisation } seçti. Burada gönderdiğinizi görmezler.
support-traces = Bir arama, mesaj ya da ziyaret iz bırakır. Başka kimsenin bakmadığı bir telefon kullanın.
support-everywhere = Her ülkede
safety-cannot-title = Yapamayacaklarımız
safety-cannot = Sizi fiziksel olarak koruyamayız. Bir mahkemenin harekete geçeceğine söz veremeyiz.

## Hakkında

about-title = Bu site hakkında
about-who = Bu sitenin sahibi: { $organisation }. İnsan hakları ihlallerine ilişkin tanıklıkları ve delilleri toplar.
about-languages-title = Diller
about-languages = Sayfalar bu dillerdedir. Siz istediğiniz dilde yazabilirsiniz.
about-limits-title = Sınırlar
about-limit-file = Bir dosya
about-limit-visit = Bir ziyaret
about-limit-files = Bir ziyaretteki dosyalar
about-limits-more = İstediğiniz kadar sık gelebilirsiniz.
about-reviewers-title = İnceleme ekibinin anahtarları
about-reviewers = İmzalı bir liste, gönderdiklerinizi açabilen anahtarları gösterir. Bu onun parmak izidir.
about-reviewers-compare = Bunu, { $organisation } tarafından başka bir yerde yayımlanan parmak iziyle karşılaştırabilirsiniz.
about-software-title = Yazılım
# $version: 0.1.0 gibi.
about-software = Amparo { $version }, AGPL-3.0-or-later lisanslı özgür yazılım.
about-software-source = Kaynak kodunu { $organisation } kuruluşundan isteyebilirsiniz.
about-software-quiet = Çerez yok, betik yok, başka sitelerden hiçbir şey yok.

## Kısa bildirimler

notice-back = Başlangıca dön
notice-not-found-title = Burada bir şey yok
notice-not-found = Bu adres hiçbir sayfamıza çıkmıyor. Belki bir harf eksik.
notice-wrong-method-title = Lütfen yeniden başlayın
notice-wrong-method = Bu sayfa bu şekilde açılamaz. Başlangıç sayfası her yere götürür.
notice-busy = Sunucu meşgul. Lütfen birkaç dakika sonra yeniden deneyin.
notice-malformed-title = Bu eksiksiz ulaşmadı
notice-malformed = Yolda bir şey kayboldu ve hiçbir şey saklanmadı. Lütfen başlangıç sayfasından yeniden deneyin.
notice-failed-title = Bizim tarafımızda bir şey bozuldu
notice-failed = Bunun sizinle bir ilgisi yok. Lütfen biraz sonra yeniden deneyin.

## “Bu sayfadan çık” arkasındaki boş sayfa: yalnızca yansız kelimeler.
exit-hint = Tor Browser: “Kimliği yenile” bütün sayfaları kapatır ve temizler.
