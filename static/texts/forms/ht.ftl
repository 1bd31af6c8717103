# Kreyòl ayisyen: sa fòmilè yo mande. Règ yo nan static/texts/en.ftl ak forms/en.ftl: yon tit di an de twa mo
# sou kisa yon pati fèmen ye; yon entwodiksyon di pou kisa repons yo itil; yon avètisman vini anvan kesyon
# difisil yo epi li di ki jan moun ka sote yo.

## Chwazi yon fòmilè

desks-title = Chwazi jan ou vle rakonte
desk-guided-title = Rakonte sa k te pase, ak kesyon ki ede
desk-guided-lead = Kesyon yo ede ou vanse. Ou ka sote yo tout.
desk-short-title = Annik rakonte epi mete fichye
desk-short-lead = Yon kare pou mo ou yo, yon kote pou fichye yo.
desk-detention-title = Yo te arete yon moun oswa yo kenbe l
desk-detention-lead = Ak kesyon yon gwoup travay Nasyonzini poze sou arestasyon.

guided-lead =
    Se ou ki deside sa ou rakonte nou. Ou ka sote nenpòt kesyon epi kanpe nenpòt lè.
    Pati fèmen yo se anplis: yo tout ka rete fèmen.
    Si ou poko gen 18 an, kèk mo sifi.
detention-lead =
    Se ou ki deside sa ou rakonte nou. Ou ka sote nenpòt kesyon epi kanpe nenpòt lè.
    Ou ka rakonte sa pou tèt ou oswa pou yon lòt moun.

## Tout kalite kesyon

choice-none = Pa gen repons
not-said-unknown = Mwen pa konnen
not-said-declined = Mwen pito pa di
answer-yes = Wi
answer-no = Non
date-day = Jou
date-month = Mwa, 1 rive 12
date-year = Ane
date-about = Apeprè lè sa a
date-until = Si li te kontinye: jiska kilè?
date-words = Oswa ak pwòp mo pa ou
count-how = Èske se egzak, oswa yon estimasyon?
count-exact = Se chif egzak
count-estimate = Se yon estimasyon

## Bò kote yon repons ki tounen

# $limit: konbyen karaktè ki ka antre, ekri nan lang sa a deja.
problem-too-long = Gen plas pou { $limit } karaktè isit la. Ou ka mete rès la lòt kote sou paj sa a oswa nan yon fichye.
problem-not-an-option = Repons sa a pa nan sa yo ofri yo. Tanpri, chwazi ankò, oswa kite l vid.
problem-no-such-day = Kalandriye a pa gen dat sa a. Yon ane gen kat chif, epi ane a sèl bon tou.
problem-not-a-number = Tanpri, itilize chif isit la, tankou 12. Ou ka kite l vid tou.
problem-end-before-start = Fen an vini anvan kòmansman an. Tanpri, gade toulède dat yo yon lòt fwa.
problem-broken-text = Kèk lèt pa t rive jwenn nou antye. Tanpri, gade repons sa a yon lòt fwa.

## Ou menm ak sa ou rakonte

you-title = Ou menm ak sa ou rakonte
you-lead = Sa di nou sa ou menm ou ka konnen, ak ki lang pou nou itilize.
link-label = Ki jan ou fè konnen sa?
link-experienced = Se mwen sa te rive
link-saw = Mwen te wè l oswa tande l
link-family = Sa te rive yon moun nan fanmi mwen
link-helping = M ap ede yon moun rakonte
link-documents = Mwen gen dokiman oswa anrejistreman sou sa
language-label = Nan ki lang ou ekri?
language-hint = Pwòp lang pa ou pi bon. Make plizyè si ou melanje yo.
language-es = Panyòl
language-en = Angle
language-pt = Pòtigè
language-fr = Franse
language-ar = Arab
language-fa = Pèsan
language-ht = Kreyòl ayisyen
language-qu = Kechwa
language-guc = Wayuu
language-ru = Ris
language-uk = Ikrenyen
language-zh = Chinwa
language-my = Birman
language-tr = Tik
language-other = Yon lòt lang

## Danje kounye a

dangernow-title = Si yon moun an danje kounye a
dangernow-lead = Sa pèmèt nou gade sa ki ijan anvan. Lekti a ka pran plizyè jou kanmenm, epi nou pa ka sove pèsonn.
danger-label = Èske gen yon moun ki an danje kounye a?
ongoing-label = Èske sa ap kontinye toujou?
danger-words-label = Ki danje sa ye?
danger-words-hint = Kèk mo sifi. Pa di ki kote yon moun ap kache.

## Ki kalite bagay

kinds-title = Ki kalite bagay ki te pase
kinds-lead = Sa ede l rive jwenn bon moun nan pou li l. Pa gen pwoblèm si ou pa sèten.
kind-label = Kisa ki koresponn?
kind-hint = Make kantite ou vle.
kind-killed = Yo te touye yon moun
kind-taken = Yo te pran yon moun epi yo te kache l
kind-arrested = Yo te arete oswa kenbe yon moun
kind-beaten = Kou, tòti, move tretman
kind-sexual = Vyolans seksyèl oswa menas vyolans seksyèl
kind-protest = Kout zam oswa fòs nan yon manifestasyon
kind-punished = Pinisyon poutèt politik oswa poutèt sa moun nan ye
kind-forced-out = Yo te fòse yon moun kite kay li oswa peyi li
kind-attacked = Atak sou yon defansè dwa moun, yon jounalis oswa yon òganizasyon
kind-raid = Yon desant, yon vòl, yon paspò yo anile
kind-custody = Pa gen avoka, pa gen jij oswa pa gen medikaman nan detansyon
kind-fighting = Mal moun sibi nan batay ak zam
kind-other = Yon lòt bagay

## Ki lè ak ki kote

whenwhere-title = Ki lè ak ki kote
whenwhere-lead = Sa ede nou mare sa ou rakonte ak sa lòt moun te rakonte.
when-label = Ki lè sa te pase?
when-hint = Apeprè sifi: yon mwa, yon sezon, yon ane.
place-label = Ki kote sa te pase?
place-hint = Yon vil, yon zòn oswa yon kalite kote sifi.
whenwhere-words-label = Ki lè ak ki kote sa te ye?
whenwhere-words-hint = Ak pwòp mo pa ou. Apeprè sifi.

wheremore-title = Plis sou ki lè ak ki kote
wheremore-lead = Ak sa, yo ka jwenn temwayaj ou pami lòt ki soti menm kote a.
daypart-label = Nan ki pati nan jounen an?
daypart-before-dawn = Anvan jou leve
daypart-morning = Nan maten
daypart-midday = Bò midi
daypart-afternoon = Nan apremidi
daypart-evening = Nan aswè
daypart-night = Nan mitan lannwit
country-label = Peyi
state-label = Depatman, eta, pwovens oswa rejyon
municipality-label = Vil, bouk oswa komin
place-kind-label = Ki kalite kote li te ye?
place-kind-home = Yon kay moun
place-kind-street = Yon lari oswa yon plas
place-kind-work = Yon kote moun travay
place-kind-school = Yon lekòl oswa yon inivèsite
place-kind-health = Yon lopital oswa yon klinik
place-kind-meeting = Yon kote pou lapriyè, yon pati oswa yon òganizasyon
place-kind-polling = Yon biwo vòt
place-kind-checkpoint = Yon baraj kontwòl oswa yon fwontyè
place-kind-police = Yon pòs polis
place-kind-prison = Yon prizon
place-kind-military = Yon sit militè
place-kind-secret = Yon kote detansyon ki sekrè oswa moun pa konnen
place-kind-countryside = Andeyò, yon wout oswa yon rivyè
place-kind-other = Yon lòt kote

## Sa ou rakonte a

account-title = Sa k te pase
account-lead = Se pati ki pi enpòtan an. Li ka fè moman difisil tounen nan tèt ou. Ou ka voye fichye sèlman tou.
account-label = Ak pwòp mo pa ou, kisa ki te pase?
# Chak liy se yon konsèy apa.
account-hint =
    Kout bon, nan nenpòt lòd. Ekip nou an ka mande plis pita, sèlman si ou dakò.
    Kisa ou menm ou te wè oswa tande? Kisa lòt moun te di ou?
    Ou ka itilize yon lèt, tankou “A”, pou chak moun.
    Yon bagay se ou menm sèl ki ka konnen ka montre kiyès ou ye.

## Moun yo

people-title = Konbyen moun
people-lead = Sa montre ki gwosè sa te genyen.
affected-label = Konbyen moun sa te rive?
affected-hint = Yon chif. Yon estimasyon bon.

persons-title = Moun sa te rive yo
persons-lead = Sa pèmèt nou distenge yon moun ak yon lòt. Pa gen bezwen non.
# $n: 1, 2, 3 …
person-each = Moun { $n }
call-label = Ki jan pou nou rele moun sa a?
call-hint = Itilize yon lèt, tankou “A”, oswa yon non envante.
age-label = Apeprè ki laj?
age-child-0-11 = Yon timoun ki poko gen 12 an
age-child-12-17 = 12 rive 17 an
age-adult-18-29 = 18 rive 29 an
age-adult-30-44 = 30 rive 44 an
age-adult-45-59 = 45 rive 59 an
age-adult-60-up = 60 an oswa plis
gender-label = Jan (sèks)
gender-woman = Fanm oswa tifi
gender-man = Gason oswa ti gason
gender-another = Yon lòt
role-label = Pou kisa yo te konnen moun sa a, oswa kisa li t ap fè la?
role-protester = Li t ap manifeste
role-poll-witness = Li t ap siveye yon eleksyon
role-journalist = Li t ap fè travay jounalis
role-defender = Li t ap defann dwa moun
role-health-worker = Li t ap pran swen moun malad oswa blese
role-other = Yon lòt bagay
permission-label = Èske moun sa a, oswa fanmi an, dakò pou ou rakonte sa?
permission-hint = “Non” se yon bon repons tou. Li limite sa nou fè ak li.
permission-yes = Wi
permission-no = Non
permission-could-not-ask = Mwen pa t ka mande
real-name-label = Bon non li
id-number-label = Pyès idantite: kalite ak nimewo
born-label = Dat nesans
identity-hint = Sa a sele apa. Se kèk grenn moun nan ekip la ki bezwen l ki ka louvri l.
identity-hint-all = Sa a sele apa. Ekip lekti nou an ka louvri l.

person-title = Moun yo te arete a
person-lead = Gwoup travay la mande sa. Pa gen bezwen non isit la.
nationality-label = Nasyonalite
profession-label = Travay oswa aktivite
profession-hint = Si sa ka gen rapò ak arestasyon an.
identity-title = Non moun sa a
identity-lead = Gwoup travay la bezwen yon non pou yon demann ofisyèl. Ou ka bay li pita, oswa jamè.
home-label = Adrès abityèl

## Kiyès ki te fè l

who-title = Kiyès ki te fè l
who-lead = Sa ede jwenn kiyès ki te bay lòd yo. Pa gen pwoblèm si ou pa sèten.
force-label = Kiyès yo te ye, dapre sa ou konnen?
force-police = Lapolis
force-guard = Gad nasyonal oswa jandam
force-military = Lame, marin oswa fòs lè
force-intelligence = Sèvis ransèyman oswa sèvis sekrè
force-prison-staff = Anplwaye prizon
force-border = Ajan fwontyè oswa imigrasyon
force-officials = Lòt ajan Leta
force-armed-civilians = Sivil ak zam ki bò kote otorite yo
force-armed-group = Yon lòt gwoup ak zam
force-private = Yon konpayi oswa yon patikilye
force-other = Yon lòt moun
unit-label = Kisa ou te remake sou yo?
unit-hint = Tankou inite, inifòm, ensiy, machin, plak, zam, non oswa lòd. Sèlman sa ou te wè oswa tande.
known-by-label = Ki jan ou fè konnen se te yo menm?
known-by-saw = Mwen te wè yo
known-by-marks = Ak inifòm, ensiy oswa machin
known-by-they-said = Se yo ki te di sa
known-by-others-said = Se lòt moun ki te di sa
known-by-guess = Se sa mwen sipoze

## Arestasyon ak detansyon

held-title = Si yo te arete oswa kenbe yon moun
detained-title = Detansyon an
held-warning = Pwochen kesyon yo pale sou arestasyon ak detansyon. Ou ka kite yo tout vid epi kontinye pi ba.
held-lead = Se sa avoka yo ak Nasyonzini mande an premye.
held-since-label = Ki lè detansyon an te kòmanse?
held-since-hint = Sèlman si se te yon lòt jou pase arestasyon an. Apeprè sifi.
held-warrant-label = Èske yo te montre yon manda oswa yon lòt papye ofisyèl?
held-authority-label = Ki otorite ki te bay lòd detansyon an?
held-reason-label = Ki rezon otorite yo te bay?
held-law-label = Ki lwa oswa ki akizasyon yo te site?
held-place-label = Ki kote yo te kenbe moun nan?
held-place-hint = Si te gen plizyè kote, mete yo nan lòd. Dènye a se kote moun nan ye kounye a.
held-by-label = Ki fòs oswa ki sèvis ki kenbe oswa ki te kenbe moun nan?
held-lawyer-label = Èske moun nan te ka pale ak yon avoka?
held-family-label = Èske fanmi an te ka vizite oswa rele?
access-yes = Wi
access-limited = Sèlman ta, oswa pa janm poukont yo
access-no = Non
held-court-label = Èske yo te mennen moun nan devan yon jij?
held-decision-label = Ki lè sa te fèt, epi kisa yo te deside?
held-still-label = Èske yo toujou kenbe moun nan?
held-end-label = Si sa fini, ki lè?

arrest-title = Ki lè ak ki kote arestasyon an te fèt
arrest-lead = Ak yon dat ak yon kote, yo ka chèche yon arestasyon epi poze kesyon sou li.
arrest-when-label = Ki lè arestasyon an te fèt?
arrest-place-label = Ki kote arestasyon an te fèt?
arrestmore-title = Plis sou arestasyon an
arrestmore-lead = Sa montre si arestasyon an te suiv lalwa.
arrest-authority-label = Ki otorite ki te bay papye sa a?

## Sa yo te fè sou sa

measures-title = Sa yo fè jiska kounye a
measures-lead = Gwoup travay la mande sa. Pèsonn pa bezwen fè okenn demach pou nou.
steps-label = Kisa yo te fè devan tribinal oswa otorite yo?
steps-hint = Tankou yon plent, oswa yon demann bay yon jij. “Anyen, sa pa t an sekirite” se yon repons tou.
steps-outcome-label = Kisa sa te bay?

## Yo te pran yon moun epi yo te kache l

missing-title = Si yo te pran yon moun epi yo te kache l
missing-warning = Pwochen kesyon yo pale sou yon moun ki disparèt. Ou ka kite yo tout vid epi kontinye pi ba.
missing-lead = Ak sa, Nasyonzini ka poze yon gouvènman kesyon sou moun nan.
missing-seen-label = Ki dènye lè yo te wè moun nan?
missing-place-label = Ki dènye kote yo te wè moun nan?
missing-reply-label = Kisa otorite yo te di?
missing-search-label = Kisa yo te fè pou jwenn moun nan?
missing-search-hint = “Anyen, sa pa t an sekirite” se yon repons tou. Pèsonn pa bezwen chèche pou nou.

## Yo te touye yon moun

death-title = Si yo te touye yon moun
death-warning = Pwochen kesyon yo pale sou yon lanmò. Ou ka kite yo tout vid epi kontinye pi ba.
death-lead = Sa ede ekspè yo konprann sa k te pase.
death-place-label = Ki kote yo te jwenn moun nan?
death-injuries-label = Ki blesi ou menm ou te wè?
death-injuries-hint = Sèlman si ou vle panse ak sa kounye a.
death-body-label = Ki kote kò a ye kounye a?
death-body-family = Nan men fanmi an
death-body-authorities = Nan men otorite yo
death-body-buried = Lòt moun antere l
death-body-not-found = Yo pa jwenn li
death-autopsy-label = Èske yon doktè te egzamine kò a?

## Kou ak tòti

torture-title = Si yo te bat oswa tòtire yon moun
torture-warning = Pwochen kesyon yo pale sou vyolans. Ou ka kite yo tout vid, epi kanpe nenpòt lè.
torture-lead = Doktè ak avoka travay ak sa. Yo ka mande plis pita, sèlman si ou dakò.
torture-authority-label = Kiyès ki te kenbe moun nan?
torture-when-label = Ki lè sa te ye?
torture-words-label = Kisa yo te fè?
torture-words-hint = Ak pwòp mo pa ou. Se ou ki chwazi kantite.
torture-effects-label = Ki efè sa te fè, lè sa a oswa kounye a?
torture-care-label = Èske te gen swen yon doktè oswa yon lòt moun?
torture-papers-label = Èske gen papye oswa foto sou sa?
torture-papers-hint = Si pa genyen, pa gen pwoblèm. Pa gen bezwen al chèche okenn.
torture-papers-papers = Papye medikal
torture-papers-photos = Foto
torture-papers-none = Pa genyen

## Vyolans seksyèl: pa gen anyen pou dekri.

sexual-title = Si te gen vyolans seksyèl
sexual-warning = Ou pa bezwen dekri l isit la. Nou mande sèlman èske yon moun ka ekri ou.
sexual-lead = Yon espesyalis konn koute san li pa mande de fwa.
specialist-label = Èske yon espesyalis ka ekri ou sou sa?
specialist-hint = Li t ap ekri sou paj “Repons”. Nèf mo ou yo louvri l.
specialist-needs-label = Kisa ki ta ede ou?
specialist-needs-woman = Pale ak yon fanm
specialist-needs-man = Pale ak yon gason
specialist-needs-interpreter = Yon entèprèt
specialist-needs-medical = Yon doktè oswa yon enfimyè

## Defansè ak òganizasyon

defenders-title = Si yo te atake yon defansè, yon jounalis oswa yon òganizasyon
defenders-warning = Pwochen kesyon yo pale sou menas ak atak. Ou ka kite yo tout vid epi kontinye pi ba.
defenders-lead = Nasyonzini gen yon ekspè pou sa, ki ka poze yon gouvènman kesyon.
attack-label = Kisa yo te fè?
attack-threat = Menas
attack-followed = Yo te suiv oswa veye moun nan
attack-assault = Kou oswa yon lòt atak sou kò moun nan
attack-arrest = Yon arestasyon
attack-raid = Yon desant, oswa yo te pran bagay
attack-smear = Manti oswa joure an piblik
attack-closed = Yo te fèmen oswa entèdi òganizasyon an
attack-money = Yo te bloke lajan oswa kont
attack-travel = Yo te pran yon paspò, oswa anpeche yon vwayaj
attack-other = Yon lòt bagay
work-label = Ki kalite travay atak la te vize?
work-rights = Dwa moun
work-journalism = Travay jounalis
work-law = Travay avoka
work-union = Yon sendika
work-community = Tè, dlo oswa yon kominote
work-elections = Eleksyon
work-health = Sante
work-teaching = Anseye oswa etidye
work-other = Yon lòt bagay

## Lòt moun ki konnen

others-title = Ki lòt moun ki konnen
others-lead = Sa evite yo poze moun yo menm kesyon yo ankò.
witnesses-label = Èske lòt moun te wè l oswa tande l?
witnesses-hint = Pa mete non, tanpri. Pa gen bezwen mande yo anyen.
told-label = Èske ou te rakonte sa bay yon moun deja? Ki moun, epi ki lè?
told-hint = Tankou yon avoka, yon òganizasyon, yon tribinal oswa yon jounal.

## Jwenn ou

reach-title = Yon lòt jan pou jwenn ou
reach-lead = Nèf mo ou yo sifi pou repons, epi se yo ki bay plis sekirite. Isit la ou ka ajoute yon lòt jan.
own-name-label = Pwòp non ou, si ou vle bay li
contact-label = Yon lòt jan pou jwenn ou
contact-never-label = Ki fason oswa ki lè ki pa an sekirite pou kontakte ou?
contact-never-hint = Tankou yon nimewo lòt moun reponn, oswa yon lè ou pa poukont ou. Sa a sele apa tou.

## Sipò

help-title = Sipò ou ta vle
help-lead = Sa montre nou sa ki nesesè. Nou pa ka pwomèt li. “Sekirite ou” di plis, pou tout moun.
support-label = Kisa ki ta ede?
support-medical = Yon doktè
support-psychological = Yon sikològ
support-legal = Yon avoka
support-relocation = Yon kote ki pi an sekirite pou viv
support-none = Anyen kounye a

## Laj

young-title = Si petèt ou poko gen 18 an
young-lead = Si se sa, ou pa bezwen rakonte okenn detay. Sa ou te ekri a sifi.
under-18-label = Èske ou poko gen 18 an?

## Fichye

aboutfiles-title = Sou fichye ou yo
aboutfiles-lead = Lè yo konnen kote yon fichye soti, li pi fasil pou fè l konfyans.
# $n: 1, 2, 3 …: kote moun chwazi fichye yo, nan lòd yo.
aboutfiles-each =
    { $n ->
        [1] Sou fichye ki anba “{ files-first }”
        [2] Sou fichye ki anba “{ files-second }”
        [3] Sou fichye ki anba “{ files-third }”
       *[other] Sou chwa fichye ou nimewo { $n }
    }
shows-label = Kisa yo montre?
origin-label = Ki kote yo soti?
origin-made = Se mwen ki fè yo
origin-received = Yon moun te ban mwen yo oswa voye yo ban mwen
origin-web = Mwen te kopye yo sou entènèt
address-label = Si yo soti sou entènèt: adrès la
copied-label = Si yo soti sou entènèt: ki lè yo te kopye yo?
original-label = Èske se orijinal yo?
original-hint = Fichye orijinal gen plis valè. Fichye yo te transfere pa mesaj byenveni tou.
original-original = Wi, se orijinal
original-forwarded = Non, yo transfere oswa chanje
hidden-label = Done kache, tankou kote ak modèl telefòn
hidden-hint = Done kache ka montre kiyès ou ye. Nan toulède ka yo, nou sele yo ak fichye a.
hidden-keep = Kite yo pou ekip lekti nou an
hidden-remove = Retire yo anvan okenn lòt moun wè fichye a

files-title = Foto, videyo ak dokiman
files-original = Voye fichye orijinal la si ou kapab. Li ka gen done kache ladan l, tankou kote ak modèl telefòn.
files-reviewers = Se ekip lekti nou an sèlman ki ka louvri l. Li wè non fichye a tou.
files-limits = Chak fichye ka rive jiska { $file-limit }. Yon vizit ka rive jiska { $visit-limit }.
files-many =
    { $max-files ->
        [one] Ou ka voye yon fichye nan yon vizit.
       *[other] Ou ka voye jiska { $max-files } fichye nan yon vizit.
    }
files-long =
    { $upload-hours ->
        [one] Voye yo ka dire inèdtan omaksimòm. Pandan tan sa a, tanpri, kite ekran an limen ak paj sa a louvri.
       *[other] Voye yo ka dire { $upload-hours } èdtan omaksimòm. Pandan tan sa a, tanpri, kite ekran an limen ak paj sa a louvri.
    }
files-first = Fichye
files-second = Plis fichye, nan yon lòt dosye
files-third = Plis fichye, nan yon twazyèm dosye
