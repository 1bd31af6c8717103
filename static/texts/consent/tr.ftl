# Türkçe: bir kaynağın neye izin verdiği. Bu metinler seçilenlerin yanında kilitlenir; bu yüzden burada anlam
# değişirse onayın sürüm numarası da değişir.

## Seçmeden önce: söylenmesi gerekenler

consent-title = Onayınız
consent-who = Gönderdiklerinizi { $organisation } inceleme ekibi okur. Bunları insan hakları ihlallerini belgelemek için kullanır.
consent-further = Başka her kullanım için bu sayfada seçtiğiniz geçerlidir. Seçim yapmadığınız yerde önce size sorarız.
consent-courts = Bir mahkeme, elimizdekileri teslim etmemizi emredebilir.
consent-contacts = Bir dava görülürse, verdiğiniz iletişim bilgileri davanın bütün taraflarına ulaşabilir.
consent-change = Onayınızı daha sonra dokuz kelimenizle değiştirebilir ya da geri çekebilirsiniz.
consent-undone = Daha önce okunmuş ya da kullanılmış olan geri alınamaz.
consent-promise = Bunun için para ödemeyiz. Bir mahkemenin harekete geçeceğine söz veremeyiz.
consent-label = Gönderdiklerimin { $organisation } tarafından saklanmasını ve okunmasını kabul ediyorum.
consent-only = İşaretlemenize ihtiyaç duyduğumuz tek şey bu kutudur.

## Kullanım kullanım

consent-levels-title = Bununla başka neler yapılabilir
consent-levels-lead = Buradaki her şey “Önce bana sorun” ile başlar. Öyle bırakabilirsiniz.
consent-ask-means = “Önce bana sorun” şu demektir: size “Yanıtlar” sayfasında yazarız. Siz yanıt vermezseniz, cevap hayırdır.
consent-anonymous-means = “Beni belli edecek hiçbir şey olmadan” şu demektir: kim olduğunuzu gösteren adlar, yerler ya da ayrıntılar olmadan.

consent-c1 = İstatistikler
consent-c1-hint = “Mayısta 40 gözaltı” gibi bir sayıya katılır. Bunun dışında hiçbir şeyi gösterilmez.
consent-c2 = Birlikte çalıştığımız bir kuruluş ya da bir avukat
consent-c2-hint = Güvendiğimiz kişiler, dosyaya yardımcı olmak için okur.
consent-c3 = Birleşmiş Milletler
consent-c3-hint = Araştırmacıları ve uzmanları okur. Bir hükümete bunu sorabilirler.
consent-c4 = Kim olduğunuzu öğrenmeyen bir mahkeme
consent-c4-hint = Uluslararası Ceza Mahkemesi gibi bir mahkeme ya da bir savcı, olanları öğrenir.
consent-c5 = Kim olduğunuzu bilen bir mahkeme
consent-c5-hint = Bunun için her zaman önce sorarız. Herhangi bir şey iletilmeden önce biri sizinle konuşur.
consent-c6 = Raporlar ve medya
consent-c6-hint = Olanlar, sizi belli edecek hiçbir şey olmadan herkese açık biçimde anlatılabilir.
consent-c7 = Bir psikolog, doktor ya da avukatın size ulaşması
consent-c7-hint = Bunlardan biri, yardım önermek için size “Yanıtlar” sayfasında yazabilir.

consent-value-no = Hayır
consent-value-ask = Önce bana sorun
consent-value-anonymous = Evet, beni belli edecek hiçbir şey olmadan
consent-value-yes = Evet
consent-value-keep = Olduğu gibi kalsın

consent-no-death-penalty = Birine ölüm cezası verebilecek mahkemelere iletilmesin
consent-no-death-penalty-hint = Bunu işaretlerseniz, yukarıda ne seçerseniz seçin geçerlidir.

## Posta kutusunda değiştirmek

change-title = Neler yapabileceğimizi değiştirmek
change-lead = Burada yeniden seçebilirsiniz. Seçiminiz, bu dokuz kelimeyle anlattığınız her şey için geçerlidir.
change-careful = Bir gün içinde en temkinli seçim geçerlidir, anlattığınız gün de. O günkünden fazlasına izin vermek için daha sonraki bir gün yeniden seçin. Günler UTC gece yarısında biter.
change-stays = Bunu daha önce işaretlediyseniz, geçerli kalır.
change-undone = Daha önce onayınızla iletilmiş olan geri çağrılamaz.
change-button = Bu seçimleri kaydet
change-done-title = Yeni seçimleriniz saklandı
change-done = İnceleme ekibimiz, gelenleri bir sonraki alışında bunları görür. Bu, günler sürebilir.
change-none-title = Hiçbir şey değişmedi
change-none = Her satır olduğu gibi bırakıldı.

## Posta kutusunda geri çekmek

withdraw-title = Anlattıklarımı geri çekmek
withdraw-lead = O zaman bu dokuz kelimeyle anlattığınız her şeyi sunucudan ve inceleme ekibimizin cihazlarından kaldırırız.
withdraw-wait = Önce inceleme ekibimiz bunu doğrular. Sonra kaldırılana kadar birkaç gün geçer.
withdraw-undone-title = Bunun geri alamayacağı şeyler
withdraw-undone-shared = Daha önce iletilmiş ya da yayımlanmış olan, başkalarında kalır.
withdraw-undone-read = Birinin okuduğu şey okunmamış hâle getirilemez.
withdraw-undone-court = Bir mahkeme bize bir şeyi saklamamızı emrettiyse, onu saklamak zorundayız.
withdraw-undone-copies = Ekipten birinin sistemimizden çıkardığı kopyalar ve eski yedekler yalnızca elle silinebilir.
withdraw-undone-mark = Bir işaret kalır. Yalnızca bir şeyin geri çekildiğini söyler.
withdraw-box = Evet, geri çekmek istiyorum
withdraw-box-missing = Lütfen bu kutuyu da işaretleyin. Böylece bu, istemeden olmaz.
withdraw-button = Geri çek
withdraw-done-title = Geri çekme isteğiniz saklandı
withdraw-done = İnceleme ekibimiz, gelenleri bir sonraki alışında bunu görür. Bu, günler sürebilir.
withdraw-done-then = O andan sonra kimseye hiçbir şey iletmezler. Birkaç gün sonra kaldırılır.
withdraw-done-mailbox = Dokuz kelimeniz yanıtlarımızı açmaya devam eder. Yeni bir form ve yeni kelimelerle istediğiniz zaman yeniden anlatabilirsiniz.
withdraw-done-same = Bu dokuz kelimeyle ancak öbür günden itibaren yeniden anlatın. Daha önce gelenler de geri çekilebilir.
