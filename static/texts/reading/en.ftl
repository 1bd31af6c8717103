# English: what reviewers read around the answers. Sources see none of it but the dates, in what is sealed.

## Dates

spoken-day-month-year = { $day } { $month } { $year }
spoken-month-year = { $month } { $year }
spoken-day-month = { $day } { $month }, year not known
spoken-day-year = day { $day } of a month not known, { $year }
spoken-month = { $month }, year not known
spoken-day = day { $day }, month and year not known
spoken-about = about { $date }
spoken-span = from { $from } until { $until }
spoken-until = until { $until }
spoken-month-1 = January
spoken-month-2 = February
spoken-month-3 = March
spoken-month-4 = April
spoken-month-5 = May
spoken-month-6 = June
spoken-month-7 = July
spoken-month-8 = August
spoken-month-9 = September
spoken-month-10 = October
spoken-month-11 = November
spoken-month-12 = December

## Around the answers

reading-identity = Answers that identify people, sealed to { $who }
reading-identity-closed = Answers that identify people exist. They are sealed to { $who }.
reading-identity-away = Answers that identify people exist. They are sealed to { $who }, and not in the vault.
reading-identity-others = others
reading-unasked = What stands beside the answers and is not asked by this form
reading-replied = Replied on { $day }
reading-replied-by = Replied on { $day }, by { $who }

## What the source permits

reading-consent-given = Consent, as it was given
reading-consent-changed = Consent, as the source last changed it on { $day }
reading-consent-withdrawn = Consent: withdrawn by the source on { $day }. Nothing may leave.
reading-consent-none = Consent: no record of it makes sense. Nothing may leave.
reading-c1 = statistics
reading-c2 = a partner organisation or lawyer
reading-c3 = the United Nations
reading-c4 = a court, identity withheld
reading-c5 = a court, identity known to it
reading-c6 = reports and media
reading-c7 = contact by a doctor, psychologist, lawyer
reading-value-no = no
reading-value-ask = ask me first
reading-value-anonymous = yes, nothing that identifies me
reading-value-yes = yes
reading-no-death-penalty = Nothing may reach a court that could sentence somebody to death.
