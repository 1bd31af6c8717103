## Sa ki nan chak sak yo ekspòte, pou yon avoka ki pa janm tande pale de tout sa.
## De fichye yo di menm bagay la: sa ki pwouve, san yon mo anplis. Kòmand ak non fichye rete jan yo ye a.
## Gimè yo se «», pa “”, pou tès la ka rekonèt non wòl la.

bag-title = Li sa a an premye
bag-what = Dosye sa a se yon sak (BagIt 1.0, RFC 8493): fichye, ak lis rezime kriptografik yo. Ladan l gen sa sous yon voye anonim pèmèt pou «{ $body }» epi anyen ankò. { $software } te ekri l nan dat { $day } (UTC), sou pwòp òdinatè moun ki te fè egzamen an. Sa sous la pèmèt la ekri nan data/consent.json. Li posib yo pa pèmèt ou pase sak la bay yon lòt moun: mande moun ki te ba ou li a.

bag-here = Sa ki la a
bag-here-statistics = data/statistics.json: reyalite ki kode. Pa gen okenn mo, pa gen okenn fichye.
bag-here-testimony = data/testimony.html (pou li ak pou enprime), .txt ak .json: repons ki soti yo, nan pwòp mo sous la.
bag-here-identity = data/identity.*: menm jan an, repons ki idantifye moun; sèlman kote yo soti.
bag-here-originals = data/originals/: fichye yo jan sous la te voye yo, bit pa bit, ak tout sa ki kache ladan yo.
bag-here-parcels = data/parcels/: sa yo te telechaje, toujou sele, kote tout ladan l gen dwa soti; data/parcels.json di poukisa lòt yo pa la.
bag-here-custody = data/custody/: sa moun ki te fè egzamen an te fè ak li, zak pa zak, yo chak siyen; chain.txt se tablo a.
bag-here-rosters = data/rosters/: ki moun ki fè egzamen yo, selon wòl yo, ak kle yo, ak siyati depozitè òganizasyon an.
bag-here-load-file = data/icc-load.csv: yon fichye chajman pou sistèm jesyon ka; kolòn li yo gen pou konfime ak Biwo Pwosekirè a.
bag-here-proofs = data/proofs/: plas pou prèv ki soti nan yon rejis piblik. Prèv sa yo pa fè pati vèsyon sa a.
bag-here-description = data/ro-crate-metadata.json: deskripsyon tout fichye yo (RO-Crate 1.1).

bag-proven = Sa ki pwouve
bag-proven-unsigned = Fichye yo se sa lis rezime yo nonmen yo: yon erè nan kopi ap parèt. Pèsonn pa siyen sak sa a, kidonk li pa di anyen sou moun ki te fè egzamen an: moun ki chanje yon fichye ka chanje lis yo tou.
bag-proven-integrity = Entegrite. Chak oktè nan sak sa a rete jan li te ye lè «{ $role }», yon wòl egzamen nan lis ekip la, vèsyon { $version }, te siyen sak la nan dat { $day } (signature.note). Menm yon sèl fichye ki chanje, ki manke oswa ki ajoute ap parèt.
bag-proven-signer = Ki moun ki siyen. Kle wòl sa a nan lis ekip la, epi depozitè òganizasyon an siyen lis ekip la. Sa vo lè ou jwenn kle depozitè a, oswa anprent lis ekip la, nan men yon moun ou fè konfyans, epi pa nan sak sa a.
bag-proven-day = Dènye jou ki posib la. Pake temwayaj la di li te sele nan dat { $received } (UTC); pwogram moun ki te fè egzamen an te anrejistre l jou sa a oswa pita (data/custody/chain.txt, dapre revèy moun ki te fè egzamen an). Temwayaj la pa ka pi resan pase jou siyati a, sof si te gen move itilizasyon kle moun ki te fè egzamen an. Pa gen okenn revèy endepandan ki konfime yon jou.
bag-proven-custody = Konsèvasyon. Moun ki te fè egzamen an te siyen { $shown } zak ki parèt nan data/custody/ yo nan lòd sa a, epi yo pa chanje depi lè a. Gen { $withheld } lòt zak yo kenbe san montre: yo konsène sa ki pa soti, oswa lòt fwa yo te pase bagay bay moun. Gen { $lost } ki manke nan pwòp jounal moun ki te fè egzamen an.
bag-proven-receipt = Pake sele. Yon fichye nan data/parcels/ gen pwòp SHA-256 li kòm non. Moun ki gen yon kle biwo egzamen an ka louvri l epi konpare: orijinal yo ak temwayaj la se sa ki te sele ladan l.

bag-unproven = Sa ki pa pwouve
bag-unproven-source = Ki moun sous la ye. Pèsonn pa konnen; pòtay la pa kenbe anyen sou li.
bag-unproven-sealer = Ki moun ki te sele yon pake, ak ki lè. Nenpòt moun ki konnen kle piblik ki nan lis ekip la ka sele youn, ak nenpòt jou ladan l. Si li soti nan sèvè a, se sa jounal konsèvasyon moun ki te fè egzamen an di.
bag-unproven-truth = Si sa li di a se verite, oswa si yon fichye montre sa li sanble montre, kote ak lè li sanble montre l la.
bag-unproven-files = Ki moun ki te fè yon fichye, ak sa ki te rive l anvan yo te resevwa l.
bag-unproven-whole = Si yo pa t kite anyen deyò. Sa a se yon ekstrè selon konsantman an: sa ki pa soti pa nan lis isit la. Moun ki te fè egzamen an te ka kenbe yon lòt bagay tou.
bag-unproven-server = Si li te rive jan sous la te voye l la, sizoka sèvè a te nan move men nan moman sa a: sa ki pwouve kòmanse lè yo sele l.
bag-unproven-hour = Lè a. Yo pa kenbe okenn tan ki pi presi pase yon jou, pou pwoteje sous yo. Jou yo se dapre revèy sèvè a ak revèy moun ki te fè egzamen an.
bag-unproven-reviewer = Si moun ki te fè egzamen an pa t fè anyen apa sa konsèvasyon an montre.

bag-check = Kijan pou verifye l, ak zouti ki pa pou nou
bag-check-digests = Nan yon tèminal, nan dosye sa a. Chak liy sha256sum dwe di OK oswa, si sistèm nan an franse, «Réussi».
bag-check-others = Pou konnen si gen yon fichye okenn lis pa nonmen: bagit.py, pwogram Bibliyotèk Kongrè Etazini an (`pip install bagit`).
bag-check-signature = Siyati a. signature.note se yon tèks, yon liy vid, ak yon liy ki gen non moun ki siyen an ak yon nimewo an base64: kat oktè ki nonmen kle a, apre sa siyati Ed25519 (RFC 8032) tèks la. Kle a se dezyèm mo apre «agent» nan tèks la; konpare l ak kle lis ekip la bay wòl sa a. Kòmand sa yo fè tèks siyen an, siyati a ak kle a, epi yo fè OpenSSL verifye yo. Se menm jan an pou chak nòt nan data/custody/.
bag-check-roster = De nimewo long yo dwe menm ak sa ki nan tèks la. Lis ekip data/rosters/{ $file } la se yon nòt ki gen menm fòm nan, se depozitè a ki fè l. Anprent li, ki se SHA-256 tèks li (`head -n -2 FILE | sha256sum`), se pou konpare ak sa òganizasyon an di ou pa yon lòt chemen:
bag-check-custody = Chèn konsèvasyon an (chain of custody): `sha256sum data/custody/*.note` bay nimewo ki nan chain.txt yo; liy «prev» nan chak nòt se nimewo nòt ki vin anvan l lan.
bag-check-parcels = Pake sele: `sha256sum data/parcels/*.age` bay chak pake pwòp non li. Avèk yon kle biwo egzamen an, nenpòt pwogram age (age-encryption.org) ki konnen kalite kle a louvri youn, nenpòt unzip depake l, epi sa ki andedan an se yon sak ankò:
bag-check-amparo = Avèk Amparo, tout ansanm, san entènèt: `amparo verify .`, avèk --custodian KEY si ou gen kle a.
bag-check-amparo-unsigned = Avèk Amparo, tout ansanm, san entènèt: `amparo verify .`
