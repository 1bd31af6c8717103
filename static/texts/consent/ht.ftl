# Kreyòl ayisyen: sa yon moun pèmèt. Tèks sa yo sele bò kote sa moun nan te chwazi: si sans lan chanje,
# nimewo vèsyon konsantman an chanje tou.

## Anvan moun chwazi: sa ki bezwen di

consent-title = Konsantman ou
consent-who = Ekip lekti { $organisation } li sa ou voye. Li itilize l pou dokimante vyolasyon dwa moun.
consent-further = Pou nenpòt lòt itilizasyon, se sa ou chwazi sou paj sa a ki konte. Kote ou pa chwazi anyen, nou mande ou anvan.
consent-courts = Yon tribinal ka ban nou lòd pou nou remèt sa nou genyen.
consent-contacts = Si gen yon pwosè, enfòmasyon kontak ou bay ka rive jwenn tout pati ki ladan l yo.
consent-change = Ou ka chanje oswa retire konsantman ou pita, ak nèf mo ou yo.
consent-undone = Sa yo te li oswa itilize deja pa ka defèt.
consent-promise = Nou pa peye anyen pou li. Nou pa ka pwomèt yon tribinal ap aji.
consent-label = Mwen dakò pou { $organisation } sere epi li sa mwen voye.
consent-only = Ti kare sa a se sèl bagay nou bezwen ou make.

## Itilizasyon pa itilizasyon

consent-levels-title = Ki lòt bagay yo ka fè ak li
consent-levels-lead = Tout bagay isit la kòmanse ak “Mande m anvan”. Ou ka kite l konsa.
consent-ask-means = “Mande m anvan” vle di: nou ekri ou sou paj “Repons”. San repons ou, se non.
consent-anonymous-means = “San anyen ki idantifye m” vle di: san non, san kote, san detay ki montre kiyès ou ye.

consent-c1 = Estatistik
consent-c1-hint = Yo konte l, tankou nan “40 arestasyon nan mwa me”. Yo pa montre okenn lòt bagay ladan l.
consent-c2 = Yon òganizasyon nou travay avè l, oswa yon avoka
consent-c2-hint = Moun nou fè konfyans li l, pou ede nan dosye a.
consent-c3 = Nasyonzini
consent-c3-hint = Anketè ak ekspè li yo li l. Yo ka poze yon gouvènman kesyon sou li.
consent-c4 = Yon tribinal ki pa aprann kiyès ou ye
consent-c4-hint = Yon pwokirè oswa yon tribinal, tankou Kou Penal Entènasyonal la, aprann sa k te pase.
consent-c5 = Yon tribinal ki konnen kiyès ou ye
consent-c5-hint = Pou sa, nou toujou mande anvan. Yon moun pale avè ou anvan yo pase anyen bay lòt moun.
consent-c6 = Rapò ak medya
consent-c6-hint = Yo ka rakonte an piblik sa k te pase, san anyen ki idantifye ou.
consent-c7 = Kontak yon sikològ, yon doktè oswa yon avoka
consent-c7-hint = Youn nan yo ka ekri ou sou paj “Repons”, pou ofri ou èd.

consent-value-no = Non
consent-value-ask = Mande m anvan
consent-value-anonymous = Wi, san anyen ki idantifye m
consent-value-yes = Wi
consent-value-keep = Kite l jan li ye a

consent-no-death-penalty = Pa bay tribinal ki ta ka kondane yon moun amò
consent-no-death-penalty-hint = Si ou make sa a, li valab kèlkeswa sa ou chwazi anwo a.

## Chanje l, nan bwat repons lan

change-title = Chanje sa nou gen dwa fè
change-lead = Isit la ou ka chwazi ankò. Li valab pou tout sa ou te rakonte ak nèf mo sa yo.
change-careful = Nan yon menm jou, se chwa ki pi pridan an ki konte, jou ou te rakonte a tou. Pou pèmèt plis pase jou sa a, chwazi ankò yon lòt jou. Jou yo fini a minwi UTC.
change-stays = Si ou te make sa a anvan, li rete.
change-undone = Sa nou te pase bay lòt moun anvan, ak konsantman ou, nou pa ka fè l tounen.
change-button = Kenbe chwa sa yo
change-done-title = Nouvo chwa ou yo sere
change-done = Ekip lekti nou an ap wè yo pwochen fwa li vin chèche sa ki rive. Sa ka pran plizyè jou.
change-none-title = Anyen pa chanje
change-none = Chak liy rete jan li te ye.

## Retire, nan bwat repons lan

withdraw-title = Retire sa mwen te rakonte a
withdraw-lead = Lè sa a, nou retire tout sa ou te rakonte ak nèf mo sa yo. Nou retire l sou sèvè a ak sou òdinatè ekip lekti nou an.
withdraw-wait = Dabò ekip lekti nou an konfime l. Apre sa kèk jou pase anvan li retire.
withdraw-undone-title = Sa demach sa a pa ka defèt
withdraw-undone-shared = Sa yo te pase bay lòt moun oswa pibliye deja rete nan men lòt moun.
withdraw-undone-read = Sa yon moun fin li, pa gen jan pou fè kòm si li pa t li l.
withdraw-undone-court = Si yon tribinal te ban nou lòd kenbe yon bagay, nou gen pou nou kenbe l.
withdraw-undone-copies = Kopi ekip la te soti nan sistèm nou an, ak ansyen sovgad yo, se alamen sèlman yo ka efase.
withdraw-undone-mark = Yon mak rete. Li di sèlman ke yon bagay te retire.
withdraw-box = Wi, mwen vle retire l
withdraw-box-missing = Tanpri, make ti kare sa a tou, pou sa pa rive pa aksidan.
withdraw-button = Retire
withdraw-done-title = Demann ou pou retire a sere
withdraw-done = Ekip lekti nou an ap wè l pwochen fwa li vin chèche sa ki rive. Sa ka pran plizyè jou.
withdraw-done-then = Apati lè sa a, li pa pase anyen bay lòt moun. Kèk jou pita, tout bagay retire.
withdraw-done-mailbox = Nèf mo ou yo toujou louvri repons nou yo. Ou ka rakonte ankò lè ou vle, sou yon nouvo fòmilè ak nouvo mo.
withdraw-done-same = Ak nèf mo sa yo, rakonte ankò sèlman apati apredemen. Sa ki rive anvan ka retire tou.
