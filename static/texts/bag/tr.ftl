## Türkçe: dışa aktarılan her torbada duran, bunların hiçbirini daha önce duymamış bir hukukçu için metin (README.html, README.txt).
## İki dosya da aynı şeyi söylemelidir: kanıtlanmış olanı, bir kelime fazlasını değil. Komutlar ve dosya adları olduğu gibi kalır.
## Dosya adlarına ve sayılara kesme işaretiyle ek gelmez; tırnak işareti düzdür (").

bag-title = Önce bunu okuyun
bag-what = Bu klasör bir torbadır (BagIt 1.0, RFC 8493): dosyalar ve bunların özet değerlerinin listeleri. Tek bir anonim gönderinin kaynağının "{ $body }" için izin verdiklerini içerir, başka bir şey içermez. { $software } yazılımı tarafından { $day } tarihinde (UTC), inceleyen bir kişinin kendi cihazında yazılmıştır. Kaynağın nelere izin verdiği data/consent.json dosyasında yazar. Torbanın başka birine verilmesine izin olmayabilir: bunu size verene sorun.

bag-here = Burada neler var
bag-here-statistics = data/statistics.json: kodlanmış olgular. Hiçbir kelime ve hiçbir dosya yok.
bag-here-testimony = data/testimony.html (okumak ve yazdırmak için), .txt ve .json: dışarı çıkan yanıtlar, kaynağın kendi kelimeleriyle.
bag-here-identity = data/identity.*: aynı şekilde, kişilerin kim olduğunu gösteren yanıtlar; yalnızca dışarı çıktıkları durumda.
bag-here-originals = data/originals/: kaynağın gönderdiği hâliyle dosyalar, bit bit aynı, içlerinde gizli olan her şeyle birlikte.
bag-here-parcels = data/parcels/: alınmış olanlar, tümünün dışarı çıkmasına izin varsa, hâlâ mühürlü; ötekilerin neden burada olmadığını data/parcels.json söyler.
bag-here-custody = data/custody/: inceleyen kişinin bunlarla ne yaptığı, işlem işlem, her biri imzalı; çizelgesi chain.txt dosyasıdır.
bag-here-rosters = data/rosters/: görevlerine göre inceleyenlerin kim olduğu ve anahtarları, emanetçinin imzasıyla.
bag-here-load-file = data/icc-load.csv: dava yönetim sistemleri için bir yükleme dosyası; sütunları Savcılık Ofisi ile teyit edilecektir.
bag-here-proofs = data/proofs/: kamuya açık bir kayıt defterine dayanan kanıtların yeri. Bunlar bu sürümün parçası değildir.
bag-here-description = data/ro-crate-metadata.json: bütün dosyaların açıklaması (RO-Crate 1.1).

bag-proven = Kanıtlanmış olanlar
bag-proven-unsigned = Dosyaların, özet listelerinde adı geçen dosyalar olduğu: bir kopyalama hatası belli olur. Bu torbayı kimse imzalamamıştır; bu yüzden kimin incelediği hakkında hiçbir şey söylemez: bir dosyayı değiştiren, listeleri de değiştirebilir.
bag-proven-integrity = Bütünlük. Bu torbanın her baytı, inceleyenler listesinin { $version } sürümündeki bir inceleme görevi olan "{ $role }" onu { $day } tarihinde imzaladığında (signature.note) nasılsa öyledir. Değiştirilmiş, eksik ya da eklenmiş tek bir dosya bile belli olur.
bag-proven-signer = Kimin imzaladığı. O görevin anahtarı inceleyenler listesinde yazar; listeyi de kuruluşun emanetçisi imzalamıştır. Bu, emanetçinin anahtarını ya da listenin parmak izini bu torbadan değil, güvendiğiniz birinden aldıysanız geçerlidir.
bag-proven-day = En geç gün. Tanıklığın paketi, { $received } tarihinde (UTC) mühürlendiğini söyler; inceleyen kişinin programı onu o gün ya da daha sonra kaydetmiştir (data/custody/chain.txt, inceleyen kişinin saatine göre). İnceleyen kişinin anahtarı kötüye kullanılmadıysa, tanıklık imza gününden daha yeni olamaz. Hiçbir bağımsız saat herhangi bir günü doğrulamamıştır.
bag-proven-custody = Muhafaza. data/custody/ içinde gösterilen { $shown } işlem, inceleyen kişi tarafından bu sırayla imzalanmış ve o zamandan beri değişmemiştir. { $withheld } işlem daha saklı tutulmuştur: bunlar dışarı çıkmayanlarla ya da başka teslimlerle ilgilidir. { $lost } işlem, inceleyen kişinin kendi kayıtlarında eksiktir.
bag-proven-receipt = Mühürlü paketler. data/parcels/ içindeki bir dosyanın adı, kendi SHA-256 değeridir. Masanın bir anahtarına sahip olan onu açıp karşılaştırabilir: özgün dosyalar ve tanıklık, içinde mühürlenmiş olanlardır.

bag-unproven = Kanıtlanmamış olanlar
bag-unproven-source = Kaynağın kim olduğu. Bunu kimse bilmez; portal onunla ilgili hiçbir şey saklamaz.
bag-unproven-sealer = Bir paketi kimin, ne zaman mühürlediği. İnceleyenler listesindeki açık anahtarları bilen herkes, içinde herhangi bir gün olan bir paket mühürleyebilir. Sunucudan geldiği, inceleyen kişinin muhafaza kayıtlarının söylediğidir.
bag-unproven-truth = Söylediklerinin doğru olduğu ya da bir dosyanın, gösteriyor göründüğü şeyi, göründüğü yerde ve zamanda gösterdiği.
bag-unproven-files = Bir dosyayı kimin yaptığı ve teslim alınmadan önce ona ne olduğu.
bag-unproven-whole = Hiçbir şeyin dışarıda bırakılmadığı. Bu, onaya göre yapılmış bir seçkidir: dışarı çıkmayanlar burada listelenmez. İnceleyen kişi başka bir şeyi de alıkoymuş olabilir.
bag-unproven-server = Sunucu o anda yanlış ellerdeyse, kaynağın gönderdiği gibi ulaştığı: kanıtlanmış olan, mühürlemeyle başlar.
bag-unproven-hour = Saat. Kaynakları korumak için günden daha ayrıntılı bir zaman saklanmaz. Günler, sunucunun ve inceleyen kişinin saatlerine göredir.
bag-unproven-reviewer = İnceleyen kişinin, muhafaza kayıtlarının gösterdiğinden başka bir şey yapmadığı.

bag-check = Bize ait olmayan araçlarla nasıl denetlenir
bag-check-digests = Bir uçbirimde, bu klasörün içinde. Her sha256sum satırı OK ya da sistem dili Türkçeyse "Tamam" demelidir.
bag-check-others = Hiçbir listede adı geçmeyen bir dosya olup olmadığı: bagit.py, ABD Kongre Kütüphanesi programı (`pip install bagit`).
bag-check-signature = İmza. signature.note bir metin, boş bir satır ve imzalayanın adı ile base64 biçiminde bir sayı içeren bir satırdır: anahtarı belirten dört bayt, ardından metnin Ed25519 (RFC 8032) imzası. Anahtar, metinde "agent" sözcüğünden sonraki ikinci sözcüktür; onu, inceleyenler listesinin o göreve verdiği anahtarla karşılaştırın. Aşağıdaki komutlar imzalı metni, imzayı ve anahtarı çıkarır ve bunları OpenSSL programına denetletir. Aynısı data/custody/ içindeki her imzalı not için geçerlidir.
bag-check-roster = İki uzun sayı, metindekilerle aynı olmalıdır. İnceleyenler listesi data/rosters/{ $file } aynı biçimde, emanetçiye ait bir imzalı nottur. Parmak izi, yani metninin SHA-256 değeri (`head -n -2 FILE | sha256sum`), kuruluşun size başka bir yoldan bildirdiğiyle karşılaştırılmalıdır:
bag-check-custody = Muhafaza zinciri: `sha256sum data/custody/*.note` komutu chain.txt içindeki sayıları verir; her notun "prev" satırı, bir önceki notun sayısıdır.
bag-check-parcels = Mühürlü paketler: `sha256sum data/parcels/*.age` komutu her paket için kendi adını verir. Masanın bir anahtarıyla, anahtarın türünü tanıyan herhangi bir age (age-encryption.org) bir paketi açar, herhangi bir unzip onu çıkarır ve içindeki yine bir torbadır:
bag-check-amparo = Amparo ile, hepsi bir kerede, çevrimdışı: `amparo verify .`, anahtar sizde varsa --custodian KEY ile.
bag-check-amparo-unsigned = Amparo ile, hepsi bir kerede, çevrimdışı: `amparo verify .`
