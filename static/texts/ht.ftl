# Kreyòl ayisyen, òtograf ofisyèl: nou pale ak moun k ap li a ak “ou”, san nou pa sipoze si se yon fi oswa yon gason.
#
# Règ yo nan kòmansman en.ftl: tèks san HTML, fraz ki gen 20 mo pou pi plis. Tor Browser pa egziste an kreyòl:
# mo ki nan meni li rete ann anglè ant gimè, ak sans yo an kreyòl.

language-name = Kreyòl ayisyen
language-dir = ltr
number-point = ,
number-group = { "\u202F" }

## Gwosè
size-gib = { $number } GiB
size-mib = { $number } MiB
size-kib = { $number } KiB
size-bytes =
    { $bytes ->
        [one] 1 òktè
       *[other] { $bytes } òktè
    }

## Tout paj yo

# Sa parèt sou onglè a ak nan istorik navigatè a: li pa di anyen.
page-title = Paj
exit-link = Kite paj sa a
skip-link = Ale nan tèks la
new-tab = Li louvri nan yon nouvo onglet
languages-label = Lang
nav-label = Paj yo
nav-start = Akèy
nav-tell = Rakonte
nav-mailbox = Repons
nav-safety = Sekirite ou
nav-about = Sou sit sa a
# Sèlman kote moun rive sou sit la san sèvis onion li.
open-web-seen = Ou pase pa entènèt ouvè a. Moun ki pote koneksyon ou ka wè ke ou vizite sit sa a.
open-web-tor = Ak Tor Browser, yo pa ka wè sa.
open-web-onion = Tape adrès sa a ladan l:
footer-care = Ou ka kanpe nenpòt lè. Pa gen pwoblèm si ou tounen pita, oswa si ou pa janm tounen.
footer-care-link = Pran swen tèt ou

## Akèy

landing-title = Yon kote pou rakonte sa k te pase
landing-lead = Si ou te viv oswa ou te wè yon vyolasyon dwa moun, ou ka rakonte l isit la.
landing-lead-more = Ou ka ajoute foto, videyo ak dokiman. Ou pa bezwen di kiyès ou ye.
landing-tell = Rakonte sa k te pase
landing-mailbox = Mwen gen nèf mo
landing-who-title = Kiyès ki li l
landing-who = Ekip lekti { $organisation } li sa ou voye.
landing-who-sealed = Li sele ak kle ekip la pandan l ap rive. Moun k ap okipe sèvè a pa ka louvri sa ki sere.
landing-who-link = Sa sèvè a ka wè
landing-how-title = Ki jan sa mache
landing-how-words = Ou resevwa nèf mo. Se pou ou sèl yo ye, epi nou pa kenbe yo.
landing-how-tell = Ou rakonte anpil oswa ti kras, jan ou vle.
landing-how-send = Ou voye l. Pwochen paj la di sa ki sere.
landing-how-replies = Pita, nèf mo ou yo louvri repons nou yo.
landing-before-title = Anvan ou kòmanse
landing-before-screen = Chwazi yon lè ak yon kote pèsonn pa wè ekran ou.
landing-before-device = Itilize pwòp aparèy pa ou, pa youn ki nan travay.
landing-before-exit = “Kite paj sa a” kache paj sa a touswit. Li pa efase lefèt ke ou te itilize Tor Browser.
landing-before-link = Plis sou sekirite ou
landing-cannot-title = Sa nou pa ka fè
landing-cannot = Nou pa ka pwoteje ou fizikman. Nou pa ka pwomèt yon tribinal ap aji.
landing-cannot-danger = Si ou an danje kounye a, sekirite ou pase anvan. Paj sa a ka tann.

## Anvan kesyon yo

pause-lead = Gen kesyon ki pale de vyolans. Ou ka sote nenpòt ladan yo, epi kanpe nenpòt lè.
pause-sealed = Anyen pa sere toutotan ou pa peze Voye. Apre sa li sele, epi se ekip lekti nou an sèlman ki ka louvri l.
pause-place = Lakay ou, rezo ou ka wè ke ou itilize Tor. Lòt kote, kamera ak moun ka wè ou. Chwazi sa ki pi an sekirite.
pause-go = Ale nan kesyon yo

## Nèf mo yo

codename-title = Nèf mo ou yo
codename-lead = Kenbe mo ou yo nan memwa ou, pa sou papye. Se yo menm sèl ki chemen pou ou tounen.
codename-lost = Nou pa kenbe yo. Si yo pèdi, pèsonn pa ka jwenn yo ankò.
codename-leave = Si ou kite anvan ou voye, sa ou ekri a pèdi, epi yon nouvo fòmilè gen lòt mo. Mo pou sa ou te voye deja yo toujou bon.
codename-line = Menm mo yo sou yon sèl liy. Si ou kopye yo, aparèy ou ka kenbe yo, menm sou entènèt.

# Pou yon moun ki te louvri fòmilè a nan repons li yo: li gen mo yo deja.
again-title = Nèf mo ou yo rete menm jan
again-lead = Sa ou ajoute mete sou sa ou te rakonte anvan. Pa gen anyen nouvo pou kenbe nan memwa ou.
again-hidden = Yo pa parèt isit la, pou pèsonn pa ka li yo pa dèyè zepòl ou.

## Fòmilè a

form-title = Rakonte sa k te pase
form-lead = Se ou ki deside sa ou rakonte nou. Ou ka sote nenpòt kesyon epi kanpe nenpòt lè.
form-mailbox = Èske ou vin li yon repons?
form-mailbox-link = Louvri l ak nèf mo ou yo

skip-this = Ou ka sote sa a.

## Jan yon fòmilè parèt

# Dèyè sa a gen pati fèmen yon fòmilè.
more-title = Plis kesyon, si ou vle ajoute yon bagay
more-lead = Tout sa yo se anplis. Yo ka rete fèmen.
more-lead-page = Tout sa yo se anplis. Sa ou ekri isit la rete: bouton sa a voye l nan sèvè a epi fè l tounen. Anyen pa sere. Tanpri, chwazi fichye yo sèlman apre sa.
more-button = Montre kesyon sa yo
# Yon lyen ki pase pi lwen pati ki gen kesyon difisil yo.
hard-past = Sote pati ki pale sou vyolans ak detansyon yo
# Li kanpe bò kote yon kesyon ki gen repons ki idantifye yon moun: kiyès ki li l.
identity-mark = Pou kèk grenn moun nan ekip la sèlman
changed-back = Tounen nan repons yo


send-title = Lè ou peze Voye
send-words = Mo ou yo sele epi sere an premye, apre sa chak fichye.
send-wait = Nan Tor, gwo fichye pran tan. Tanpri, rete sou paj sa a jiskaske pwochen an parèt.
send-next = Pwochen paj la di sa ki sere epi li montre nèf mo ou yo ankò.
send-next-again = Pwochen paj la di sa ki sere.
send-lost = Si pwochen paj la pa janm vini, sa ou te ekri a pwobableman sere, epi nèf mo ou yo bon. Voye l ankò pa fè okenn mal.
send-button = Voye

progress-when = Pandan l ap voye, ou ka gade konbyen ki rive:
progress-link = louvri yon dezyèm onglet
progress-title = Konbyen ki rive
progress-arrived = { $arrived } sou { $whole } rive.
progress-arrived-some = { $arrived } rive.
progress-other = Tanpri, kite lòt onglet la louvri. L ap di sa ki sere lè tout bagay rive.
progress-none = Anyen pa p rive sot nan paj sa a kounye a. Onglet kote ou te voye a di sa ki sere.
progress-again = Gade ankò

## Yon fòmilè ki tounen

problems-title = Tanpri, gade sa a, epi voye ankò
problems-kept = Sa ou te ekri a toujou la.
problems-cut = Fen sa ou te ekri a ka manke la a. Tanpri, gade anvan ou voye ankò.
problem-consent = Tanpri, make ti kare sa a. San li, nou pa gen dwa sere ni li anyen.
problem-nothing = Tanpri, ekri kèk mo oswa chwazi yon fichye. Youn nan de yo sifi.
problem-codename = Nèf mo yo pa t rive jwenn nou antye. Men lòt nouvo mo. Se sa yo sèlman k ap mache.
problem-files = Yon paj pa ka chwazi fichye pou ou. Tanpri, chwazi sa yo ankò.
problem-text-long = Tout ansanm depase sa yon fòmilè ka pran. Rès la ka ale nan yon fichye.
problem-page-of-before = Paj sa a te louvri pandan kesyon nou yo t ap chanje. Anyen pa t sere. Tanpri, gade l ankò, epi voye l.
problem-desk-gone = Ekip ou t ap ekri a pa la ankò. Anyen pa t sere. Se lòt moun ki pral li fòmilè sa a. Tanpri, gade l ankò, epi voye l sèlman si ou vle sa.
aside-label = Repons sa yo pa gen plas sou paj la ankò, epi yo pa sere. Ou ka kopye yo nan yon lòt espas.
problem-not-stored = Nou pa t kapab sere sa ou te voye a. Tanpri, voye tout ankò yon ti moman pita.
problem-full = Pa gen plas sou sèvè a kounye a, epi nou pa kenbe anyen. Sa ka dire plizyè jou. Tanpri, eseye ankò yon lòt jou.
problem-perhaps-stored = Yon bagay pa mache pandan nou t ap sere sa a. Li ka sere, li ka pa sere. Voye menm bagay la ankò pa fè okenn mal.
problem-malformed = Fòmilè a pa t rive antye, epi nou pa kenbe anyen. Tanpri, voye l ankò.
problem-elsewhere = Sa ki te rive a pa t soti nan paj nou, kidonk nou pa t itilize l. Men yon nouvo fòmilè.

## Konfimasyon an

confirmation-title = Sa ou te voye a rive
confirmation-lead = Li sele epi li sere. Se ekip lekti nou an sèlman ki ka louvri l.
kept-title = Sa ki sere
kept-words = Mo ou yo
kept-choices = Sa ou te chwazi sou fòmilè a
kept-files =
    { $count ->
        [one] 1 fichye
       *[other] { $count } fichye
    }
kept-names =
    { $count ->
        [one] Non fichye ki pa sere a
       *[other] Non fichye ki pa sere yo
    }
not-kept-title = Sa ki pa sere
not-kept-lead =
    { $count ->
        [one] Fichye sa a pa sere.
       *[other] Fichye sa yo pa sere.
    }
not-kept-rest = Sa pa chanje anyen pou rès sa ou te voye a.
not-kept-more =
    { $count ->
        [one] Gen yon lòt fichye tou ki pa sere.
       *[other] Gen { $count } lòt fichye tou ki pa sere.
    }
not-kept-cut = Sa ki t ap vini apre sa pa rive non plis.
not-kept-next =
    { $count ->
        [one] Ou ka voye l nan yon lòt vizit, ak yon nouvo fòmilè ak nouvo mo.
       *[other] Ou ka voye yo nan yon lòt vizit, ak yon nouvo fòmilè ak nouvo mo.
    }
not-kept-next-again =
    { $count ->
        [one] Ou ka ajoute l nan yon lòt vizit. Louvri repons ou yo ak menm nèf mo yo.
       *[other] Ou ka ajoute yo nan yon lòt vizit. Louvri repons ou yo ak menm nèf mo yo.
    }
not-kept-smaller =
    { $count ->
        [one] Ou ka voye l an moso ki pi piti.
       *[other] Ou ka voye yo an moso ki pi piti.
    }
not-kept-too-large = Li pi gwo pase { $file-limit }.
not-kept-visit-full = Yon vizit ka pran { $visit-limit }, epi sa a te plen.
not-kept-too-many =
    { $max-files ->
        [one] Yon vizit ka pran yon fichye.
       *[other] Yon vizit ka pran { $max-files } fichye.
    }
not-kept-server-full = Sèvè a pa t gen plas pou li.
not-kept-broken = Li pa t rive antye.
confirmation-none-title = Okenn fichye pa sere
confirmation-none-lead =
    { $count ->
        [one] Nou pa t kapab sere fichye ou a.
       *[other] Nou pa t kapab sere fichye ou yo.
    }
confirmation-none-rest = Sa ou te chwazi sou fòmilè a rive.
confirmation-replaced = Mo ki te sou fòmilè ou a pa t rive jan yo te pati. Men nouvo mo, epi se sa yo sèlman ki konte.
next-title = Sa k ap pase kounye a
next-read = Ekip lekti nou an louvri l sou pwòp òdinatè pa li. Sa ka pran plizyè jou oswa plizyè semèn.
next-reply = Li ka kite yon repons pou ou. Nèf mo ou yo louvri l, sou paj “Repons”.
next-reply-again = Li ka kite yon lòt repons pou ou. Menm nèf mo yo louvri l.
next-quiet = Li pi bon pou sekirite ou si ou pa pale sou sa, epi si ou pa chèche l sou entènèt.
next-leave = Lè ou konnen mo yo, chwazi “New Identity” (nouvo idantite) nan Tor Browser. Li fèmen epi efase tout bagay.
next-leave-again = Kounye a, chwazi “New Identity” (nouvo idantite) nan Tor Browser. Li fèmen epi efase tout bagay.

## Mande nèf mo yo

ask-title = Li repons nou yo
ask-lead = Nèf mo ou yo louvri sa ekip lekti nou an kite pou ou.
ask-label = Nèf mo ou yo, nan lòd yo
ask-hint = Kat premye lèt chak mo sifi. Majiskil ak aksan pa gen enpòtans.
ask-button = Louvri
ask-none = Ou poko gen mo?
ask-none-link = Ou jwenn yo kote ou rakonte sa k te pase
# $count: konbyen mo moun nan te ekri.
ask-problem-count =
    { $count ->
        [0] Poko gen mo isit la. Nou bezwen toulè nèf.
        [one] Gen yon mo isit la. Nou bezwen toulè nèf.
       *[other] Gen { $count } mo isit la. Nou bezwen egzakteman nèf.
    }
# $position: 1 rive 9.
ask-problem-word = Mo nimewo { $position } a pa nan lis nou yo. Tanpri, gade lèt li yo yon lòt fwa.
ask-problem-checksum = Chak mo nan lis nou yo, men ansanm yo pa mache. Petèt youn se yon lòt mo, oswa plas li se yon lòt kote.

## Repons yo

mailbox-title = Repons nou pou ou
mailbox-empty = Poko gen repons.
mailbox-empty-lead = Ekip lekti nou an ka bezwen plizyè jou oswa plizyè semèn. Ou ka tounen lè ou vle.
mailbox-empty-words = Lòt mo louvri yon lòt bwat repons, ki vid tou. Si ou gen dout, verifye chak mo.
# $day: yon dat tankou 2031-05-17.
mailbox-day = Yo te kite l nan dat { $day }
mailbox-unopened = Gen yon repons isit la ki pa ka louvri. Ou ka efase l, epi di ekip lekti nou an sa.
mailbox-delete = Efase repons sa a
mailbox-delete-lead = Sa ou efase isit la disparèt pou ou. Ekip lekti nou an kenbe yon kopi sele sa li te ekri.
mailbox-delete-all = Efase tout repons yo
mailbox-deleted = Li efase.
mailbox-deleted-some = Sa paj la te montre a efase. Depi lè sa a, yon bagay nouvo rive, epi li rete la.
mailbox-deleted-none = Anyen pa efase kounye a. Depi paj la te parèt, yon bagay nouvo rive, epi li rete la.
add-title = Rakonte plis, oswa reponn
add-lead = Sa ou ajoute rive jwenn menm ekip la, ansanm ak sa ou te rakonte anvan. Menm nèf mo yo rete pou ou.
add-where = Chwazi fòmilè ou te itilize anvan an, pou li rive jwenn menm moun yo.
add-withdrawn = Si ou te retire jodi a oswa yè, sa ou ajoute isit la ka retire tou. Yon nouvo fòmilè ak nouvo mo ap rete.
mailbox-leave = Lè ou fin li tout, chwazi “New Identity” (nouvo idantite) nan Tor Browser.
mailbox-back = Tounen nan akèy la

## Sekirite

safety-title = Sekirite ou
safety-lead = Se ou menm ki pi byen konnen sitiyasyon ou. Pran nan lis sa a sa ki ede ou.
safety-before-title = Anvan ou rakonte
safety-before-tor = Itilize Tor Browser, ak nivo sekirite “Safest” (sa ki bay plis sekirite a) ladan l. Sit sa a mache nèt avè l.
safety-before-device = Itilize pwòp aparèy pa ou, pa youn travay ou oswa lòt moun kontwole.
safety-before-tails = Sistèm Tails la pa kite tras sou òdinatè. Li bon pou moun ki nan gwo risk.
safety-before-screen = Chwazi yon lè ak yon kote pèsonn pa wè ekran ou.
safety-before-tor-seen = Tor kache ki paj ou vizite. Lòt moun sou rezo a ka wè ke ou itilize Tor, menm plizyè ane apre.
safety-before-bridge = Yon “bridge” (pon), nan “Settings” (paramèt) Tor Browser, fè sa pi difisil pou moun wè.
safety-before-bridge-first = Kote yo bloke Tor oswa yo pini moun pou li, mete “bridge” la anvan navigatè a konekte premye fwa.
safety-place-title = Kote ou ye a
safety-place-home = Lakay ou, mwens moun wè ekran ou. Men rezo ki la a ka wè ke ou itilize Tor.
safety-place-public = Nan yon kafe oswa yon bibliyotèk, rezo a pa mennen lakay ou. Men kamera ak moun ka wè ou.
safety-place-there = Nan yon kote konsa, peye kach. Pa antre nan okenn kont ki gen non ou.
safety-phone-title = Sou telefòn
safety-phone-android = Sou Android, itilize Tor Browser ki soti nan Tor Project. Lòt aplikasyon ki gen non ki sanble ka pa pwoteje ou.
safety-phone-iphone = Sou iPhone gen Onion Browser. Règ Apple yo fè li pwoteje ou mwens pase Tor Browser.
safety-phone-keyboard = Klavye yo sonje sa ou tape, ata nèf mo ou yo. Etenn aprantisaj ak sijesyon nan paramèt yo.
safety-phone-pictures = Kapti ekran ak foto paj sa a ka kopye sou entènèt. Li pi an sekirite pou ou pa pran youn.
safety-phone-borrowed = Sou yon telefòn yo prete ou, mèt li ka jwenn navigatè a ak tras li. Retire sa ou te enstale.
safety-phone-where = Yon telefòn di rezo li ki kote li ye, kèlkeswa navigatè ou itilize.
safety-telling-title = Pandan w ap rakonte
safety-telling-unique = Panse ak sa: èske se ou menm sèl ki ta ka konnen l? Si se sa, li ka montre kiyès ou ye.
safety-telling-letters = Ou ka itilize yon lèt, tankou “A”, pou chak moun.
safety-telling-others = Pa gen bezwen poze lòt moun kesyon, ranmase anyen oswa retounen okenn kote.
safety-files-title = Foto, videyo ak dokiman
safety-files-hidden = Fichye orijinal yo gen done kache ladan yo, tankou lè, kote ak modèl telefòn. Sa fè yo prèv ki solid.
safety-files-seen = Foto ak videyo montre figi, vwa ak kote tou. Dokiman yo ka gen non moun ki ekri yo.
safety-files-sealed = Nou sele chak fichye jan li ye a. Ekip lekti nou an wè done sa yo epi li pwoteje yo.
safety-files-remove = Si ou pito, ou ka retire done kache yo anvan ou voye. Tails gen yon zouti pou sa.
safety-files-copies = Kopi rete sou aparèy ou ak nan sovgad ki sou entènèt. Moun ka jwenn yo la.
safety-after-title = Apre sa
safety-after-identity = Chwazi “New Identity” (nouvo idantite) nan meni Tor Browser. Li fèmen epi efase tout paj yo.
safety-after-words = Kenbe nèf mo ou yo nan memwa ou. Si ou te ekri yo pou ou aprann yo, detwi papye a.
safety-after-quiet = Li pi bon pou sekirite ou si ou pa pale sou sa, epi pa chèche l andeyò Tor Browser.
safety-after-back = Lè ou tounen pou repons yo, fè menm atansyon ak premye fwa a.
safety-after-browser = Moun ka jwenn navigatè a sou aparèy ou. Ou ka retire l, epi enstale l ankò pita.
safety-server-title = Sa sèvè a ka wè
safety-server-stored = Sa ki sere a sele ak kle ekip lekti nou an. Moun ki okipe oswa ki pran sèvè a pa ka louvri l.
safety-server-live = Si yon moun kontwole sèvè k ap mache a an kachèt, li ka wè mo ou yo k ap rive.
safety-server-nothing = Nou pa kenbe adrès, ni done navigatè, ni lè. Nou kenbe jou a.
safety-exit-title = Sa “Kite paj sa a” fè
safety-exit-does = Li kache paj la touswit. Moun ka toujou jwenn li ak bouton “Back” (tounen) an.
safety-exit-tabs = Li sòti nan yon sèl onglè. Lòt onglè sit sa a rete louvri.
safety-exit-not = Li pa ka efase sa aparèy ou oswa rezo a te note. “New Identity” (nouvo idantite) efase plis.
safety-care-title = Pran swen tèt ou
safety-care-feelings = Rakonte ka leve laperèz, kòlè oswa tristès, kounye a oswa plizyè jou apre. Se yon repons nòmal devan vyolans.
safety-care-stop = Ou ka kanpe nan mitan. Anyen pa sere toutotan ou pa peze Voye.
safety-care-someone = Si ou kapab, rete toupre yon moun ou fè konfyans. Yon doktè oswa yon sikològ ou fè konfyans ka ede tou.
support-title = Kiyès ki ka ede
support-lead = Se { $organisation } ki chwazi kontak sa yo. Yo pa wè sa ou voye isit la.
support-traces = Yon apèl, yon mesaj oswa yon vizit kite tras. Itilize yon telefòn lòt moun pa fouye.
support-everywhere = Nan nenpòt peyi
safety-cannot-title = Sa nou pa ka fè
safety-cannot = Nou pa ka pwoteje ou fizikman. Nou pa ka pwomèt yon tribinal ap aji.

## Sou sit la

about-title = Sou sit sa a
about-who = Sit sa a se pou { $organisation }. Li ranmase temwayaj ak prèv sou vyolasyon dwa moun.
about-languages-title = Lang
about-languages = Paj yo pale lang sa yo. Ou ka ekri nan nenpòt lang.
about-limits-title = Limit
about-limit-file = Yon fichye
about-limit-visit = Yon vizit
about-limit-files = Fichye nan yon vizit
about-limits-more = Ou ka vini kantite fwa ou vle.
about-reviewers-title = Kle ekip lekti a
about-reviewers = Yon lis ki siyen di ki kle ki ka louvri sa ou voye. Men anprent lis la.
about-reviewers-compare = Ou ka konpare l ak sa { $organisation } pibliye yon lòt kote.
about-software-title = Lojisyèl
# $version: tankou 0.1.0.
about-software = Amparo { $version }, lojisyèl lib anba lisans AGPL-3.0-or-later.
about-software-source = Ou ka mande { $organisation } kòd sous li.
about-software-quiet = Pa gen cookies, pa gen scripts, pa gen anyen ki soti sou lòt sit.

## Avi kout

notice-back = Tounen nan akèy la
notice-not-found-title = Pa gen anyen isit la
notice-not-found = Adrès sa a pa mennen nan okenn paj nou. Petèt yon lèt manke.
notice-wrong-method-title = Tanpri, rekòmanse
notice-wrong-method = Paj sa a pa ka louvri konsa. Paj akèy la mennen toupatou.
notice-busy = Sèvè a okipe. Tanpri, reprann nan kèk minit.
notice-malformed-title = Sa a pa t rive antye
notice-malformed = Yon bagay pèdi nan wout la, epi nou pa kenbe anyen. Tanpri, reprann apati paj akèy la.
notice-failed-title = Yon bagay kase bò kote pa nou
notice-failed = Sa pa gen anyen pou wè ak ou. Tanpri, reprann yon ti moman pita.

## Paj vid ki dèyè “Kite paj sa a”: mo net sèlman.
exit-hint = Tor Browser: “New Identity” (nouvo idantite) fèmen epi efase tout paj yo.
