# English: what the forms ask. The rules for translators stand in static/texts/en.ftl; here, besides:
# a title names a part in few words, for it is all that shows of a folded part; a lead says what the answers
# are good for; a warning comes before hard questions and says how to pass them.

## Choosing a form

desks-title = Choose how you want to tell
desk-guided-title = Tell what happened, with questions that help
desk-guided-lead = The questions help you along. You can skip every one of them.
desk-short-title = Just tell us and attach files
desk-short-lead = One box for your words, one place for files.
desk-detention-title = Someone was arrested or is being held
desk-detention-lead = With the questions that a United Nations working group asks about arrests.

guided-lead =
    You decide what to tell us. You can skip any question and stop at any time.
    The closed parts are extra: all of them can stay closed.
    If you are under 18, a few words are enough.
detention-lead =
    You decide what to tell us. You can skip any question and stop at any time.
    You can tell this for yourself or for another person.

## Every kind of question

choice-none = No answer
not-said-unknown = I don’t know
not-said-declined = I’d rather not say
answer-yes = Yes
answer-no = No
date-day = Day
date-month = Month, 1 to 12
date-year = Year
date-about = About then
date-until = If it went on: until when?
date-words = Or in your own words
count-how = Exact, or an estimate?
count-exact = This is exact
count-estimate = This is an estimate

## Beside an answer that comes back

# $limit: how many characters fit, already written in this language.
problem-too-long = There is room for { $limit } characters here. You can put the rest elsewhere on this page or in a file.
problem-not-an-option = This answer is not one of those on offer. Please choose again, or leave it empty.
problem-no-such-day = The calendar has no such date. A year has four digits, and a year alone is fine too.
problem-not-a-number = Please use digits here, such as 12. You can also leave it empty.
problem-end-before-start = The end stands before the beginning. Please look at both dates once more.
problem-broken-text = Some letters did not reach us whole. Please look at this answer once more.

## You and what you tell

you-title = You and what you tell
you-lead = This tells us what you can know yourself, and which language to use.
link-label = How do you know of it?
link-experienced = It happened to me
link-saw = I saw or heard it
link-family = It happened to someone in my family
link-helping = I am helping somebody to tell
link-documents = I have documents or recordings of it
language-label = Which language do you write in?
language-hint = Your own language is best. Mark several if you mix them.
language-es = Spanish
language-en = English
language-pt = Portuguese
language-fr = French
language-ar = Arabic
language-fa = Persian
language-ht = Haitian Creole
language-qu = Quechua
language-guc = Wayuu
language-ru = Russian
language-uk = Ukrainian
language-zh = Chinese
language-my = Burmese
language-tr = Turkish
language-other = Another language

## Danger now

dangernow-title = If someone is in danger now
dangernow-lead = This lets us look at what is urgent first. Reading can still take days, and we cannot rescue anyone.
danger-label = Is anyone in danger now?
ongoing-label = Is it still going on?
danger-words-label = What is the danger?
danger-words-hint = A few words are enough. Leave out where someone is hiding.

## What kind of thing

kinds-title = What kind of thing happened
kinds-lead = This helps the right person to read it. Not being sure is fine.
kind-label = What fits?
kind-hint = Mark as many as you like.
kind-killed = Someone was killed
kind-taken = Someone was taken and hidden
kind-arrested = Someone was arrested or held
kind-beaten = Beating, torture, bad treatment
kind-sexual = Sexual violence or threats of it
kind-protest = Shooting or force at a protest
kind-punished = Punished for politics or for who they are
kind-forced-out = Forced to leave home or country
kind-attacked = Attack on a defender, a journalist or an organisation
kind-raid = A raid, a theft, a passport cancelled
kind-custody = No lawyer, no judge or no medicine in custody
kind-fighting = Harm in armed fighting
kind-other = Something else

## When and where

whenwhere-title = When and where
whenwhere-lead = This helps us connect what you tell with what others have told.
when-label = When did it happen?
when-hint = Roughly is fine: a month, a season, a year.
place-label = Where did it happen?
place-hint = A town, an area or a kind of place is enough.
whenwhere-words-label = When and where was it?
whenwhere-words-hint = In your own words. Roughly is fine.

wheremore-title = More about when and where
wheremore-lead = With this, your account can be found among others from the same place.
daypart-label = At what part of the day?
daypart-before-dawn = Before dawn
daypart-morning = In the morning
daypart-midday = Around midday
daypart-afternoon = In the afternoon
daypart-evening = In the evening
daypart-night = At night
country-label = Country
state-label = State, province or region
municipality-label = City, town or municipality
place-kind-label = What kind of place was it?
place-kind-home = A home
place-kind-street = A street or square
place-kind-work = A workplace
place-kind-school = A school or university
place-kind-health = A hospital or clinic
place-kind-meeting = A place of worship, a party or an organisation
place-kind-polling = A polling place
place-kind-checkpoint = A checkpoint or border
place-kind-police = A police station
place-kind-prison = A prison
place-kind-military = A military site
place-kind-secret = A secret or unknown place of detention
place-kind-countryside = The countryside, a road or a river
place-kind-other = Another place

## The account

account-title = What happened
account-lead = This is the heart of it. It may bring back hard moments. You can also send only files.
account-label = In your own words, what happened?
# Each line is a hint of its own.
account-hint =
    Short is fine, and any order. Our team may ask more later, only if you agree.
    What did you see or hear yourself? What did other people tell you?
    You can use a letter, like “A”, for each person.
    Something that only you can know may show who you are.

## The people

people-title = How many people
people-lead = This shows how large it was.
affected-label = How many people did it happen to?
affected-hint = A number. An estimate is fine.

persons-title = The people it happened to
persons-lead = This lets us tell one person from another. No names are needed.
# $n: 1, 2, 3 …
person-each = Person { $n }
call-label = What shall we call this person?
call-hint = Use a letter, like “A”, or an invented name.
age-label = About how old?
age-child-0-11 = A child under 12
age-child-12-17 = 12 to 17
age-adult-18-29 = 18 to 29
age-adult-30-44 = 30 to 44
age-adult-45-59 = 45 to 59
age-adult-60-up = 60 or older
gender-label = Gender
gender-woman = Woman or girl
gender-man = Man or boy
gender-another = Another
role-label = What was this person known for, or doing there?
role-protester = Protesting
role-poll-witness = Watching over an election
role-journalist = Journalism
role-defender = Defending human rights
role-health-worker = Caring for the sick or wounded
role-other = Something else
permission-label = Does this person, or the family, agree that you tell this?
permission-hint = “No” is a fine answer. It limits what we do with it.
permission-yes = Yes
permission-no = No
permission-could-not-ask = I could not ask
real-name-label = Real name
id-number-label = Identity document: kind and number
born-label = Date of birth
identity-hint = This is sealed apart. Only the few reviewers who need it can open it.
# The same, where all reviewers of the desk are among those who can open it.
identity-hint-all = This is sealed apart. Our reviewers can open it.

person-title = The person who was arrested
person-lead = The working group asks this. No name is needed here.
nationality-label = Nationality
profession-label = Work or activity
profession-hint = If it may have to do with the arrest.
identity-title = The name of that person
identity-lead = The working group needs a name for a formal request. You can give it later, or never.
home-label = Usual address

## Who did it

who-title = Who did it
who-lead = This helps to find who gave the orders. Not being sure is fine.
force-label = Who were they, as far as you know?
force-police = Police
force-guard = National guard or gendarmes
force-military = Army, navy or air force
force-intelligence = Intelligence or secret service
force-prison-staff = Prison staff
force-border = Border or migration officers
force-officials = Other officials
force-armed-civilians = Armed civilians on the side of the authorities
force-armed-group = Another armed group
force-private = A company or a private person
force-other = Someone else
unit-label = What did you notice about them?
unit-hint = Such as unit, uniform, badge, vehicle, number plate, weapon, names or orders. Only what you saw or heard.
known-by-label = How do you know that it was them?
known-by-saw = I saw them
known-by-marks = By uniform, badge or vehicle
known-by-they-said = They said so
known-by-others-said = Other people said so
known-by-guess = It is a guess

## Arrest and detention

held-title = If someone was arrested or held
detained-title = The detention
held-warning = The next questions are about arrest and custody. You can leave them all empty and go on below.
held-lead = Lawyers and the United Nations ask this first.
held-since-label = When did the detention begin?
held-since-hint = Only if it was another day than the arrest. Roughly is fine.
held-warrant-label = Did they show a warrant or another official paper?
held-authority-label = Which authority ordered the detention?
held-reason-label = What reason did the authorities give?
held-law-label = Which law or charge did they name?
held-place-label = Where was the person held?
held-place-hint = If there were several places, in their order. The last one is where they are now.
held-by-label = Which force or service holds or held the person?
held-lawyer-label = Could the person speak with a lawyer?
held-family-label = Could the family visit or call?
access-yes = Yes
access-limited = Only late, or never alone
access-no = No
held-court-label = Was the person brought before a judge?
held-decision-label = When was that, and what was decided?
held-still-label = Is the person still held?
held-end-label = If it ended, when?

arrest-title = When and where the arrest was
arrest-lead = With a date and a place, an arrest can be looked up and asked about.
arrest-when-label = When was the arrest?
arrest-place-label = Where was the arrest?
arrestmore-title = More about the arrest
arrestmore-lead = This shows whether the arrest followed the law.
arrest-authority-label = Which authority issued that paper?

## What was done about it

measures-title = What has been done so far
measures-lead = The working group asks this. Nobody needs to take any step for us.
steps-label = What has been done with courts or authorities?
steps-hint = Such as a complaint, or a request to a judge. “Nothing, it was not safe” is an answer too.
steps-outcome-label = What came of it?

## Someone was taken and hidden

missing-title = If someone was taken and hidden
missing-warning = The next questions are about a person who is missing. You can leave them all empty and go on below.
missing-lead = With this, the United Nations can ask a government about the person.
missing-seen-label = When was the person last seen?
missing-place-label = Where was the person last seen?
missing-reply-label = What have the authorities said?
missing-search-label = What has been done to find the person?
missing-search-hint = “Nothing, it was not safe” is an answer too. Nobody needs to search for us.

## Someone was killed

death-title = If someone was killed
death-warning = The next questions are about a death. You can leave them all empty and go on below.
death-lead = This helps experts to understand what happened.
death-place-label = Where was the person found?
death-injuries-label = Which injuries did you see yourself?
death-injuries-hint = Only if you want to think of it now.
death-body-label = Where is the body now?
death-body-family = With the family
death-body-authorities = With the authorities
death-body-buried = Buried by others
death-body-not-found = It has not been found
death-autopsy-label = Did a doctor examine the body?

## Beating and torture

torture-title = If someone was beaten or tortured
torture-warning = The next questions are about violence. You can leave them all empty, and stop at any time.
torture-lead = Doctors and lawyers work with this. They may ask more later, only if you agree.
torture-authority-label = Who held the person?
torture-when-label = When was it?
torture-words-label = What was done?
torture-words-hint = In your own words. You choose how much.
torture-effects-label = Which effects did it have, then or now?
torture-care-label = Was there care from a doctor or someone else?
torture-papers-label = Are there papers or photos of it?
torture-papers-hint = If there are none, that is fine. There is no need to get any.
torture-papers-papers = Medical papers
torture-papers-photos = Photos
torture-papers-none = None

## Sexual violence: nothing is to be described.

sexual-title = If there was sexual violence
sexual-warning = You don’t have to describe it here. We ask only whether someone may write to you.
sexual-lead = A specialist knows how to listen without asking twice.
specialist-label = May a specialist write to you about it?
specialist-hint = They would write on the page “Replies”. Your nine words open it.
specialist-needs-label = What would help you?
specialist-needs-woman = To speak with a woman
specialist-needs-man = To speak with a man
specialist-needs-interpreter = An interpreter
specialist-needs-medical = A doctor or nurse

## Defenders and organisations

defenders-title = If a defender, journalist or organisation was attacked
defenders-warning = The next questions are about threats and attacks. You can leave them all empty and go on below.
defenders-lead = The United Nations has an expert for this, who can ask a government.
attack-label = What was done?
attack-threat = Threats
attack-followed = Being followed or watched
attack-assault = Blows or another attack on the body
attack-arrest = An arrest
attack-raid = A raid, or things taken
attack-smear = Lies or insults in public
attack-closed = The organisation was closed or forbidden
attack-money = Money or accounts were blocked
attack-travel = A passport was taken, or a journey stopped
attack-other = Something else
work-label = What kind of work was it aimed at?
work-rights = Human rights
work-journalism = Journalism
work-law = Law
work-union = A trade union
work-community = Land, water or a community
work-elections = Elections
work-health = Health
work-teaching = Teaching or studying
work-other = Something else

## Others who know

others-title = Who else knows
others-lead = This spares people from being asked the same things again.
witnesses-label = Did other people see or hear it?
witnesses-hint = No names, please. There is no need to ask them anything.
told-label = Have you told this to someone before? To whom, and when?
told-hint = Such as a lawyer, an organisation, a court or a newspaper.

## Reaching you

reach-title = Another way to reach you
reach-lead = Your nine words are enough for replies, and they are the safest way. Here you can add another.
own-name-label = Your own name, if you want to give it
contact-label = Another way to reach you
contact-never-label = How or when is it not safe to contact you?
contact-never-hint = Such as a number that others answer, or an hour when you are not alone. This is sealed apart too.

## Support

help-title = Support that you would want
help-lead = This shows us what is needed. We cannot promise it. “Staying safe” says more for everyone.
support-label = What would help?
support-medical = A doctor
support-psychological = A psychologist
support-legal = A lawyer
support-relocation = A safer place to live
support-none = Nothing now

## Age

young-title = If you may be under 18
young-lead = If so, you need not tell any details. What you have written is enough.
under-18-label = Are you under 18?

## Files

aboutfiles-title = About your files
aboutfiles-lead = Knowing where a file comes from makes it easier to trust.
# $n: 1, 2, 3 …: the places where files are chosen, in their order. Not the files: one place may have brought several.
aboutfiles-each =
    { $n ->
        [1] About the files under “{ files-first }”
        [2] About the files under “{ files-second }”
        [3] About the files under “{ files-third }”
       *[other] About your choice of files number { $n }
    }
shows-label = What do they show?
origin-label = Where do they come from?
origin-made = I made them
origin-received = Somebody gave or sent them to me
origin-web = I copied them from the web
address-label = If from the web: the address
copied-label = If from the web: when were they copied?
original-label = Are they the originals?
original-hint = Original files are worth more. Files forwarded by a messenger are welcome too.
original-original = Yes, originals
original-forwarded = No, forwarded or changed
hidden-label = Hidden data, such as place and phone model
hidden-hint = Hidden data may name you. We seal it with the file either way.
hidden-keep = Keep it for our reviewers
hidden-remove = Remove it before anyone else sees the file

files-title = Photos, videos and documents
files-original = Send the original file if you can. It may hold hidden data such as place and phone model.
files-reviewers = Only our reviewers can open it. They also see its name.
files-limits = Each file can have up to { $file-limit }. One visit can have up to { $visit-limit }.
files-many =
    { $max-files ->
        [one] You can send one file in a visit.
       *[other] You can send up to { $max-files } files in a visit.
    }
files-long =
    { $upload-hours ->
        [one] Sending can take one hour at most. Please keep the screen on and this page open meanwhile.
       *[other] Sending can take { $upload-hours } hours at most. Please keep the screen on and this page open meanwhile.
    }
files-first = Files
files-second = More files, from another folder
files-third = More files, from a third folder
