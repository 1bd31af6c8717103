## Rapò yon biwo fè sou kòf li, sou pwòp òdinatè yon moun nan ekip la. Sous yo pa wè l.

report-title = Sa ki nan kòf la
report-lead =
    { $count ->
        [one] Yon anvwa, depi { $from } rive { $until }.
       *[other] { $number } anvwa, depi { $from } rive { $until }.
    }
report-lead-once =
    { $count ->
        [one] Yon anvwa, nan dat { $from }.
       *[other] { $number } anvwa, tout nan dat { $from }.
    }
report-empty = Pa gen okenn anvwa isit la.
report-only-desk = Biwo { $desk } sèlman.
report-only-since = Sèlman sa ki rive depi { $day }.
report-only-until = Sèlman sa ki rive jiska { $day }.
report-care = Se pou je biwo a sèlman. Pa gen okenn non, okenn idantifyan ni okenn mo yon sous isit la. Men, yon ti chif ka lonje dwèt sou yon moun: kenbe paj sa a menm jan ou kenbe kòf la.
report-care-named = Paj sa a gen idantifyan, non fichye ak kote jan sous yo te ekri yo. Kenbe l menm jan ou kenbe kòf la, epi efase l lè li fin sèvi.
report-number = Anvwa
report-as-table = Menm bagay la nan yon tablo
report-made = Fèt nan dat { $day } ak { $version }. Anyen sou paj sa a pa soti yon lòt kote.

## Jou, mwa ak semèn
report-day = { $number } { $month } { $year }
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = semèn { $day } a
report-month-1 = jan
report-month-2 = fev
report-month-3 = mas
report-month-4 = avr
report-month-5 = me
report-month-6 = jen
report-month-7 = jiy
report-month-8 = out
report-month-9 = sep
report-month-10 = okt
report-month-11 = nov
report-month-12 = des

## Ki lè li rive
report-came-title = Ki lè li rive
report-came-day = Anvwa pa jou
report-came-week = Anvwa pa semèn, apati lendi
report-came-month = Anvwa pa mwa
report-came-year = Anvwa pa ane
report-came-most = Jou ki gen plis anvwa a se { $day }: { $number }.
report-came-most-in = Peryòd ki gen plis anvwa a se { $day }: { $number }.
report-came-once = Tout rive nan dat { $day }.
report-step-day = Jou
report-step-week = Semèn
report-step-month = Mwa
report-step-year = Ane

## Sa k ap tann biwo a
report-waits-title = Sa k ap tann ou
report-waits-head = Sa k ap tann
report-waits-nothing = Pa gen anyen k ap tann ou.
report-waits-unanswered = San repons
report-waits-incomplete = Se pa tout ki isit la
report-waits-repeated = Voye ankò, an antye oswa yon fichye ladan l
report-waits-withdrawn = Sous la retire l, epi li toujou isit la
report-waits-not-kept = Ak fichye ki pa t rete
report-waits-doubtful = Pa dakò ak lis ekip la
report-waits-no-consent = San yon konsantman moun ka li
report-waits-unreadable = Pakè ki pa louvri

## Sa sous yo te make
report-kinds-title = Sou kisa li ye
report-kinds-lead = Jan sous yo te make l. Yon anvwa ka gen plizyè mak.
report-kinds-head = Kalite
report-places-title = Ki kalite kote
report-places-lead = Jan sous yo te make l.
report-places-head = Kalite kote
report-languages-title = Nan ki lang
report-languages-lead = Lang paj kote yo te rakonte l la.
report-languages-head = Lang
report-desks-title = Nan ki biwo
report-desks-lead = Se moun ki nan chak biwo ki li sa ki rive ladan l.
report-desks-head = Biwo
report-left =
    { $count ->
        [one] Youn te kite sa a vid.
       *[other] { $number } te kite sa a vid.
    }
report-not-asked =
    { $count ->
        [one] Youn te vini pa yon fòmilè ki pa mande l.
       *[other] { $number } te vini pa fòmilè ki pa mande l.
    }
report-unknown =
    { $count ->
        [one] Pou youn, fòmilè a oswa temwayaj la pa isit la.
       *[other] Pou { $number }, fòmilè a oswa temwayaj la pa isit la.
    }

## Fichye
report-files-title = Fichye
report-files-lead =
    { $count ->
        [one] Yon fichye.
       *[other] { $number } fichye.
    }
report-files-size = { $size } an tout.
report-files-without =
    { $count ->
        [0] Chak anvwa genyen kèk.
        [one] Yon anvwa pa gen okenn.
       *[other] { $number } anvwa pa gen okenn.
    }
report-files-head = Kalite, jan navigatè a te rele l
report-files-number = Fichye
report-files-bytes = Gwosè
report-media-image = Lòt imaj
report-media-video = Lòt videyo
report-media-audio = Lòt son
report-media-text = Lòt tèks
report-media-other = Tout lòt bagay

## Sa sous yo pèmèt
report-uses-title = Sa yo ka pase bay lòt moun
report-uses-lead = Sa sous yo pèmèt jodi a, itilizasyon pa itilizasyon. Chak anvwa ki pa t retire konte yon fwa nan chak liy.
report-uses-without = San konsantman, pa itilizasyon
report-uses-note = “San konsantman” konte toude: moun ki vle yo mande yo anvan, ak moun ki te di non.
report-without =
    { $count ->
        [0] tout ak konsantman
       *[other] { $number } san konsantman
    }
report-value-yes = Wi
report-value-anonymous = San non
report-value-ask = Mande anvan
report-value-no = Non
report-use-c1 = Estatistik
report-use-c2 = Òganizasyon patnè oswa avoka
report-use-c3 = Nasyonzini
report-use-c4 = Tribinal, san yo pa bay idantite a
report-use-c5 = Tribinal ki konnen idantite a
report-use-c6 = Rapò ak medya
report-use-c7 = Kontak yon doktè, yon sikològ oswa yon avoka

## Idantifyan, non ak kote, lè moun te mande yo
report-named-title = Anvwa pa anvwa
report-named-lead = Kote yo ak non fichye yo la jan sous yo te ekri yo.
