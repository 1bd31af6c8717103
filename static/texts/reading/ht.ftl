# Kreyòl ayisyen: sa ekip lekti a wè ozalantou repons yo. Règ yo nan static/texts/en.ftl.

## Dat

spoken-day-month-year = { $day } { $month } { $year }
spoken-month-year = { $month } { $year }
spoken-day-month = { $day } { $month }, ane a pa konnen
spoken-day-year = jou { $day } nan yon mwa ki pa konnen, { $year }
spoken-month = { $month }, ane a pa konnen
spoken-day = jou { $day }, mwa a ak ane a pa konnen
spoken-about = apeprè { $date }
spoken-span = depi { $from } jiska { $until }
spoken-until = jiska { $until }
spoken-month-1 = janvye
spoken-month-2 = fevriye
spoken-month-3 = mas
spoken-month-4 = avril
spoken-month-5 = me
spoken-month-6 = jen
spoken-month-7 = jiyè
spoken-month-8 = out
spoken-month-9 = septanm
spoken-month-10 = oktòb
spoken-month-11 = novanm
spoken-month-12 = desanm

## Ozalantou repons yo

reading-identity = Repons ki idantifye moun, sele pou { $who }
reading-identity-closed = Gen repons ki idantifye moun. Yo sele pou { $who }.
reading-identity-away = Gen repons ki idantifye moun. Yo sele pou { $who }, epi yo pa nan kòf la.
reading-identity-others = lòt moun
reading-unasked = Sa ki bò kote repons yo epi fòmilè sa a pa mande
reading-replied = Repons voye nan dat { $day }
reading-replied-by = Repons voye nan dat { $day }, pa { $who }

## Sa sous la pèmèt

reading-consent-given = Konsantman, jan li te bay la
reading-consent-changed = Konsantman, jan sous la te chanje l dènye fwa nan dat { $day }
reading-consent-withdrawn = Konsantman: sous la te retire l nan dat { $day }. Anyen pa gen dwa soti.
reading-consent-none = Konsantman: okenn tras li pa gen sans. Anyen pa gen dwa soti.
reading-c1 = estatistik
reading-c2 = yon òganizasyon patnè oswa yon avoka
reading-c3 = Nasyonzini
reading-c4 = yon tribinal, san yo pa bay idantite a
reading-c5 = yon tribinal ki konnen idantite a
reading-c6 = rapò ak medya
reading-c7 = kontak yon doktè, yon sikològ, yon avoka
reading-value-no = non
reading-value-ask = mande m anvan
reading-value-anonymous = wi, san anyen ki idantifye m
reading-value-yes = wi
reading-no-death-penalty = Anyen pa gen dwa rive nan yon tribinal ki ta ka kondane yon moun amò.
