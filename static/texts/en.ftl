# English: the language that stands in where another file lacks a text.
#
# For translators: every text may use { $organisation }, { $file-limit } (as "2 GiB"),
# { $visit-limit }, { $max-files } and { $upload-hours }; a few have more, named in a comment. Texts are plain:
# no HTML. The wording rules: sentences of at most 20 words, plain words, no blame, nothing that
# asks for reasons or for more than a person wants to give. `cargo test` reads every text.

language-name = English
language-dir = ltr
number-point = .
number-group = ,

## Sizes. $number is already written in this language; $bytes is a plain number.
size-gib = { $number } GiB
size-mib = { $number } MiB
size-kib = { $number } KiB
size-bytes =
    { $bytes ->
        [one] 1 byte
       *[other] { $bytes } bytes
    }

## Every page

# Shown on the browser's tab and in its history: it must say nothing.
page-title = Page
exit-link = Leave this page
skip-link = Skip to the text
# Beside links of a page that is written on, for who hears it.
new-tab = Opens in a new tab
languages-label = Languages
nav-label = Pages
nav-start = Start
nav-tell = Tell
nav-mailbox = Replies
nav-safety = Staying safe
nav-about = About this site
# Only where the site is met without its onion service.
open-web-seen = You came by the open internet. Whoever carries your connection can see that you visit this site.
open-web-tor = With Tor Browser, they cannot see it.
open-web-onion = Type this address there:
footer-care = You can stop at any time. It is fine to come back later, or never.
footer-care-link = Looking after yourself

## Start

landing-title = A place to tell what happened
landing-lead = If you lived through or saw an abuse of human rights, you can tell us here.
landing-lead-more = You can add photos, videos and documents. You do not need to say who you are.
landing-tell = Tell what happened
landing-mailbox = I have nine words
landing-who-title = Who reads it
landing-who = The reviewers of { $organisation } read what you send.
landing-who-sealed = It is sealed to their keys while it arrives. The people who run the server cannot open what is stored.
landing-who-link = What the server can see
landing-how-title = How it works
landing-how-words = You get nine words. They are yours alone, and we do not keep them.
landing-how-tell = You tell as much or as little as you want.
landing-how-send = You send it. The next page says what is stored.
landing-how-replies = Later, your nine words open our replies.
landing-before-title = Before you begin
landing-before-screen = Choose a moment and a place where nobody sees your screen.
landing-before-device = Use your own device, not one from work.
landing-before-exit = “Leave this page” hides this page at once. It does not erase that you used Tor Browser.
landing-before-link = More about staying safe
landing-cannot-title = What we cannot do
landing-cannot = We cannot protect you physically. We cannot promise that a court will act.
landing-cannot-danger = If you are in danger now, your safety comes first. This page can wait.

## Before the questions

pause-lead = Some questions are about violence. You can skip any of them, and stop at any time.
pause-sealed = Nothing is stored before you press Send. Then it is sealed, and only our reviewers can open it.
pause-place = At home, your network can see that you use Tor. Elsewhere, cameras and people can see you. Choose what is safer.
pause-go = Go on to the questions

## The nine words

codename-title = Your nine words
codename-lead = Keep your words in your memory, not on paper. They are the only way back.
codename-lost = We do not keep them. If they are lost, nobody can recover them.
codename-leave = If you leave before you send, what you wrote is gone, and a new form has other words. Words of what you have already sent stay good.
codename-line = The same words in one line. If you copy them, your device may keep them, even online.

# For somebody who opened the form from their replies: they hold the words already.
again-title = Your nine words stay the same
again-lead = What you add joins what you told before. There is nothing new to remember.
again-hidden = They are not shown here, so that nobody can read them over your shoulder.

## The form

form-title = Tell what happened
form-lead = You decide what to tell us. You can skip any question and stop at any time.
form-mailbox = Did you come to read a reply?
form-mailbox-link = Open it with your nine words

skip-this = You can skip this.

## How a form is drawn

# Behind this stand the closed parts of a form.
more-title = More questions, if you want to add something
more-lead = All of this is extra. It can stay closed.
more-lead-page = All of this is extra. What you wrote here stays: this button sends it to the server and back, and nothing is stored. Please choose files only after that.
more-button = Show these questions
# A link that leads past the parts with hard questions.
hard-past = Go past the parts about violence and custody
# Stands beside a question whose answer identifies somebody: who reads it.
identity-mark = Only for a few reviewers
changed-back = Back to the replies


send-title = When you press Send
send-words = Your words are sealed and stored first, then each file.
send-wait = Through Tor, large files take long. Please stay on this page until the next one appears.
send-next = The next page says what is stored and shows your nine words again.
send-next-again = The next page says what is stored.
send-lost = If the next page never comes, what you wrote is probably stored, and your nine words are good. Sending it again does no harm.
send-button = Send

# While a large file is on its way. $arrived and $whole are sizes, as "2 GiB".
progress-when = While it is being sent, you can see how far it is:
progress-link = open a second tab
progress-title = How far it is
progress-arrived = { $arrived } of { $whole } have arrived.
progress-arrived-some = { $arrived } have arrived.
progress-other = Please leave the other tab open. It says what is stored, as soon as all of it has arrived.
progress-none = Nothing is arriving from that page at this moment. The tab that you sent from says what is stored.
progress-again = Look again

## A form that comes back

problems-title = Please look at this, then send again
problems-kept = What you wrote is still here.
problems-cut = What you wrote may be without its end here. Please look before you send it again.
problem-consent = Please mark this box. Without it we may not store or read anything.
problem-nothing = Please write a few words or choose a file. Either is enough.
problem-codename = The nine words did not reach us whole. Here are new ones. Only these will work.
problem-files = A page cannot choose files for you. Please choose these again.
problem-text-long = All of it together is more than one form can hold. The rest can go in a file.
problem-page-of-before = This page stood open while our questions changed. Nothing was stored. Please look at it once more, then send it.
problem-desk-gone = The reviewers you wrote to are no longer here. Nothing was stored. Other people would read this form. Please look at it once more, and send it only if you want that.
aside-label = These answers have no place on the page now, and are not stored. You can copy them into another field.
problem-not-stored = We could not store what you sent. Please send all of it again a little later.
problem-full = There is no room on the server now, and nothing was kept. This can last for days. Please try again another day.
problem-perhaps-stored = Storing this was cut short. It may be stored, or not. Sending the same once more does no harm.
problem-malformed = The form did not arrive whole, and nothing was kept. Please send it again.
problem-elsewhere = What arrived did not come from our page, so we did not use it. This is a fresh form.

## The confirmation

confirmation-title = What you sent has arrived
confirmation-lead = It is sealed and stored. Only our reviewers can open it.
kept-title = Stored
kept-words = Your words
kept-choices = What you chose on the form
kept-files =
    { $count ->
        [one] 1 file
       *[other] { $count } files
    }
kept-names =
    { $count ->
        [one] The name of the file that is not stored
       *[other] The names of the files that are not stored
    }
not-kept-title = Not stored
not-kept-lead =
    { $count ->
        [one] This file is not stored.
       *[other] These files are not stored.
    }
not-kept-rest = The rest of what you sent is not affected.
# Past the files that are named.
not-kept-more =
    { $count ->
        [one] And one more file is not stored.
       *[other] And { $count } more files are not stored.
    }
not-kept-cut = What came after this did not arrive either.
not-kept-next =
    { $count ->
        [one] You can send it in another visit, with a new form and new words.
       *[other] You can send them in another visit, with a new form and new words.
    }
not-kept-next-again =
    { $count ->
        [one] You can add it in another visit. Open your replies with the same nine words.
       *[other] You can add them in another visit. Open your replies with the same nine words.
    }
not-kept-smaller =
    { $count ->
        [one] You can send it in smaller parts.
       *[other] You can send them in smaller parts.
    }
not-kept-too-large = It is larger than { $file-limit }.
not-kept-visit-full = One visit can hold { $visit-limit }, and this was full.
not-kept-too-many =
    { $max-files ->
        [one] One visit can hold one file.
       *[other] One visit can hold { $max-files } files.
    }
not-kept-server-full = The server had no room for it.
not-kept-broken = It did not arrive whole.
confirmation-none-title = No file is stored
confirmation-none-lead =
    { $count ->
        [one] We could not store your file.
       *[other] We could not store your files.
    }
confirmation-none-rest = What you chose on the form has arrived.
confirmation-replaced = The words on your form did not arrive as they left. These are new ones, and only these count.
next-title = What happens now
next-read = Our reviewers open it on their own machines. This can take days or weeks.
next-reply = They may leave you a reply. Your nine words open it, on the page “Replies”.
next-reply-again = They may leave you another reply. The same nine words open it.
next-quiet = It is safer not to talk about this, and not to search for it online.
next-leave = When you know the words, choose “New Identity” in Tor Browser. It closes and clears everything.
next-leave-again = Now choose “New Identity” in Tor Browser. It closes and clears everything.

## Asking for the nine words

ask-title = Read our replies
ask-lead = Your nine words open what our reviewers have left for you.
ask-label = Your nine words, in their order
ask-hint = The first four letters of each word are enough. Capital letters and accents do not matter.
ask-button = Open
ask-none = No words yet?
ask-none-link = You get them where you tell what happened
# $count: how many words were typed.
ask-problem-count =
    { $count ->
        [0] There are no words here yet. We need all nine.
        [one] There is one word here. We need all nine.
       *[other] There are { $count } words here. We need exactly nine.
    }
# $position: 1 to 9.
ask-problem-word = Word number { $position } is not in our lists. Please look at its letters once more.
ask-problem-checksum = Each word is in our lists, but together they do not fit. One may be another word, or stand elsewhere.

## The replies

mailbox-title = Our replies to you
mailbox-empty = There is no reply yet.
mailbox-empty-lead = Our reviewers may need days or weeks. You can come back whenever you want.
mailbox-empty-words = Other words open another mailbox, which is empty too. If in doubt, check each word.
# $day: a date such as 2031-05-17.
mailbox-day = Left on { $day }
mailbox-unopened = A reply is here, but it cannot be opened. You can delete it, and tell our reviewers so.
mailbox-delete = Delete this reply
mailbox-delete-lead = What you delete here is gone for you. Our reviewers keep a sealed copy of what they wrote.
mailbox-delete-all = Delete all replies
mailbox-deleted = It is deleted.
mailbox-deleted-some = What this page had shown is deleted. Something newer has come since, and stays.
mailbox-deleted-none = Nothing was deleted now. Something newer has come since that page was shown, and stays.
add-title = Tell us more, or answer
add-lead = What you add reaches the same reviewers, together with what you told before. The same nine words stay yours.
add-where = Choose the form that you used before, so that it reaches the same people.
add-withdrawn = If you withdrew today or yesterday, what you add here may be withdrawn too. A new form, with new words, stays.
mailbox-leave = When you have read everything, choose “New Identity” in Tor Browser.
mailbox-back = Back to the start

## Staying safe

safety-title = Staying safe
safety-lead = You know your situation best. Take what helps you from this list.
safety-before-title = Before you tell
safety-before-tor = Use Tor Browser, and in it the security level “Safest”. This site works fully with it.
safety-before-device = Use your own device, not one that your work or others control.
safety-before-tails = The system Tails leaves no traces on a computer. It suits people at high risk.
safety-before-screen = Choose a moment and a place where nobody sees your screen.
safety-before-tor-seen = Tor hides which pages you visit. Others on the network can see that you use Tor, even years later.
safety-before-bridge = A “bridge”, in the settings of Tor Browser, makes that harder to see.
safety-before-bridge-first = Where Tor is blocked or punished, set the bridge before the browser connects for the first time.
safety-place-title = Where you are
safety-place-home = At home, fewer people see your screen. But your network there can see that you use Tor.
safety-place-public = In a café or library, the network does not lead to your home. But cameras and people can see you.
safety-place-there = In such a place, pay in cash. Sign in to nothing that bears your name.
safety-phone-title = On a phone
safety-phone-android = On Android, use Tor Browser by the Tor Project. Other apps with a similar name may not protect you.
safety-phone-iphone = On an iPhone there is Onion Browser. Apple’s rules let it protect you less than Tor Browser does.
safety-phone-keyboard = Keyboards remember what you type, and your nine words too. Turn off learning and suggestions in their settings.
safety-phone-pictures = Screenshots and photos of this page can be copied to a cloud. It is safer to take none.
safety-phone-borrowed = On a borrowed phone, its owner may find the browser and its traces. Remove what you installed.
safety-phone-where = A phone tells its network where it is, whatever browser you use.
safety-telling-title = While you tell
safety-telling-unique = Think of this: could only you know it? Then it may show who you are.
safety-telling-letters = You can use a letter, like “A”, for each person.
safety-telling-others = There is no need to ask others, to collect anything or to return anywhere.
safety-files-title = Photos, videos and documents
safety-files-hidden = Original files hold hidden data, such as time, place and phone model. This makes them strong evidence.
safety-files-seen = Photos and videos also show faces, voices and places. Documents can name who wrote them.
safety-files-sealed = We seal each file as it is. Our reviewers see that data and protect it.
safety-files-remove = If you prefer, you can remove hidden data before sending. Tails has a tool for it.
safety-files-copies = Copies stay on your device and in cloud backups. They may be found there.
safety-after-title = Afterwards
safety-after-identity = Choose “New Identity” in the menu of Tor Browser. It closes and clears all pages.
safety-after-words = Keep your nine words in your memory. If you wrote them down to learn them, destroy the paper.
safety-after-quiet = It is safer not to talk about this, and not to search for it outside Tor Browser.
safety-after-back = Come back for replies with the same care as the first time.
safety-after-browser = The browser can be found on your device. You can remove it, and install it again later.
safety-server-title = What the server can see
safety-server-stored = What is stored is sealed to the keys of our reviewers. Who runs or takes the server cannot open it.
safety-server-live = If someone secretly controls the running server, they could see your words while they arrive.
safety-server-nothing = We keep no address, no browser data and no hour. We keep the day.
safety-exit-title = What “Leave this page” does
safety-exit-does = It hides the page at once. It may still be found with the Back button.
safety-exit-tabs = It leaves one tab only. Other tabs of this site stay open.
safety-exit-not = It cannot erase what your device or network has noted. “New Identity” clears more.
safety-care-title = Looking after yourself
safety-care-feelings = Telling can stir up fear, anger or sadness, now or days later. That is a normal answer to violence.
safety-care-stop = You can stop in the middle. Nothing is stored until you press Send.
safety-care-someone = If you can, be near someone you trust. A doctor or psychologist you trust can help too.
support-title = Who can help
support-lead = { $organisation } has chosen these contacts. They do not see what you send here.
support-traces = A call, a message or a visit leaves traces. Use a phone that nobody else looks through.
support-everywhere = In any country
safety-cannot-title = What we cannot do
safety-cannot = We cannot protect you physically. We cannot promise that a court will act.

## About

about-title = About this site
about-who = This site belongs to { $organisation }. It collects testimonies and evidence of abuses of human rights.
about-languages-title = Languages
about-languages = The pages speak these languages. You can write in any language.
about-limits-title = Limits
about-limit-file = One file
about-limit-visit = One visit
about-limit-files = Files in a visit
about-limits-more = You can come as often as you want.
about-reviewers-title = Keys of the reviewers
about-reviewers = A signed list names the keys that can open what you send. This is its fingerprint.
about-reviewers-compare = You can compare it with the one that { $organisation } has published elsewhere.
about-software-title = Software
# $version: such as 0.1.0.
about-software = Amparo { $version }, free software under the licence AGPL-3.0-or-later.
about-software-source = You may ask { $organisation } for its source code.
about-software-quiet = No cookies, no scripts, nothing from other sites.

## Short notices

notice-back = Back to the start
notice-not-found-title = There is nothing here
notice-not-found = This address leads to no page of ours. Perhaps a letter is missing.
notice-wrong-method-title = Please begin again
notice-wrong-method = This page cannot be opened in this way. The start page leads everywhere.
notice-busy = The server is busy. Please try again in a few minutes.
notice-malformed-title = This did not arrive whole
notice-malformed = Something was lost on the way, and nothing was kept. Please try again from the start page.
notice-failed-title = Something broke on our side
notice-failed = It has nothing to do with you. Please try again a little later.

## The empty page behind “Leave this page”: neutral words only.
exit-hint = Tor Browser: “New Identity” closes and clears all pages.
