## The report that a desk makes of its vault, on a reviewer's own machine. Not shown to sources.

report-title = What the vault holds
report-lead =
    { $count ->
        [one] One submission, from { $from } to { $until }.
       *[other] { $number } submissions, from { $from } to { $until }.
    }
report-lead-once =
    { $count ->
        [one] One submission, on { $from }.
       *[other] { $number } submissions, all on { $from }.
    }
report-empty = No submission is here.
report-only-desk = Only desk { $desk }.
report-only-since = Only what came since { $day }.
report-only-until = Only what came until { $day }.
report-care = For the desk’s own eyes. No name, no id and no word of a source stands here. Still, a small number can point at a person: keep this page as you keep the vault.
report-care-named = This page holds ids, file names and places as sources wrote them. Keep it as you keep the vault, and delete it when it has done its work.
report-number = Submissions
report-as-table = The same as a table
report-made = Made on { $day } with { $version }. Nothing of this page comes from elsewhere.

## Days, months and weeks
report-day = { $number } { $month } { $year }
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = the week of { $day }
report-month-1 = Jan
report-month-2 = Feb
report-month-3 = Mar
report-month-4 = Apr
report-month-5 = May
report-month-6 = Jun
report-month-7 = Jul
report-month-8 = Aug
report-month-9 = Sep
report-month-10 = Oct
report-month-11 = Nov
report-month-12 = Dec

## When it came
report-came-title = When it came
report-came-day = Submissions per day
report-came-week = Submissions per week, from Monday
report-came-month = Submissions per month
report-came-year = Submissions per year
report-came-most = Most came on { $day }: { $number }.
report-came-most-in = Most came in { $day }: { $number }.
report-came-once = All of it came on { $day }.
report-step-day = Day
report-step-week = Week
report-step-month = Month
report-step-year = Year

## What waits for the desk
report-waits-title = What waits for you
report-waits-head = What waits
report-waits-nothing = Nothing waits for you.
report-waits-unanswered = Without a reply
report-waits-incomplete = Not all of it is here
report-waits-repeated = Sent again, whole or a file of it
report-waits-withdrawn = Withdrawn by the source, and still here
report-waits-not-kept = With files that were not kept
report-waits-doubtful = Not in line with the roster
report-waits-no-consent = Without a consent that can be read
report-waits-unreadable = Parcels that do not open

## What sources marked
report-kinds-title = What it is about
report-kinds-lead = As sources marked it. A submission can have several marks.
report-kinds-head = Kind
report-places-title = What kind of place
report-places-lead = As sources marked it.
report-places-head = Kind of place
report-languages-title = In which language
report-languages-lead = The language of the page on which it was told.
report-languages-head = Language
report-desks-title = At which desk
report-desks-lead = Each desk’s own reviewers read it.
report-desks-head = Desk
report-left =
    { $count ->
        [one] One left this open.
       *[other] { $number } left this open.
    }
report-not-asked =
    { $count ->
        [one] One came by a form that does not ask.
       *[other] { $number } came by forms that do not ask.
    }
report-unknown =
    { $count ->
        [one] Of one the form or the testimony is not here.
       *[other] Of { $number } the form or the testimony is not here.
    }

## Files
report-files-title = Files
report-files-lead =
    { $count ->
        [one] One file.
       *[other] { $number } files.
    }
report-files-size = { $size } in all.
report-files-without =
    { $count ->
        [0] Every submission has some.
        [one] One submission has none.
       *[other] { $number } submissions have none.
    }
report-files-head = Type, as the browser named it
report-files-number = Files
report-files-bytes = Size
report-media-image = Other pictures
report-media-video = Other video
report-media-audio = Other sound
report-media-text = Other text
report-media-other = Anything else

## What sources permit
report-uses-title = What may be passed on
report-uses-lead = What sources permit today, use by use. Each submission that was not withdrawn is counted once in every line.
report-uses-without = Without consent, by use
report-uses-note = “Without consent” counts both: those who want to be asked first, and those who said no.
report-without =
    { $count ->
        [0] all with consent
       *[other] { $number } without consent
    }
report-value-yes = Yes
report-value-anonymous = Unnamed
report-value-ask = Ask first
report-value-no = No
report-use-c1 = Statistics
report-use-c2 = Partner organisation or lawyer
report-use-c3 = United Nations
report-use-c4 = Court, identity withheld
report-use-c5 = Court, identity known to it
report-use-c6 = Reports and media
report-use-c7 = Contact by a doctor, psychologist or lawyer

## Ids, names and places, where they were asked for
report-named-title = Submission by submission
report-named-lead = Places and file names stand here as sources wrote them.
