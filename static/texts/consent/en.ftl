# English: what a source permits. These texts are sealed beside what was chosen, so a change of meaning here
# goes with a new version number of the consent.

## Before choosing: what has to be said

consent-title = Your agreement
consent-who = The reviewers of { $organisation } read what you send. They use it to document abuses of human rights.
consent-further = For any other use, what you choose on this page holds. Where you choose nothing, we ask you first.
consent-courts = A court can order us to hand over what we hold.
consent-contacts = If there is a trial, contact details that you give may reach all its sides.
consent-change = You can change or withdraw your agreement later, with your nine words.
consent-undone = What has already been read or used cannot be undone.
consent-promise = We pay nothing for it. We cannot promise that a court will act.
consent-label = I agree that { $organisation } stores and reads what I send.
consent-only = This box is the only thing we need you to mark.

## Use by use

consent-levels-title = What else may be done with it
consent-levels-lead = Everything here begins with “Ask me first”. You can leave it so.
consent-ask-means = “Ask me first” means: we write to you on the page “Replies”. Without your answer, it is a no.
consent-anonymous-means = “Nothing that identifies me” means: without names, places or details that show who you are.

consent-c1 = Statistics
consent-c1-hint = It is counted, as in “40 arrests in May”. Nothing else of it is shown.
consent-c2 = An organisation we work with, or a lawyer
consent-c2-hint = People we trust read it, to help with the case.
consent-c3 = The United Nations
consent-c3-hint = Its investigators and experts read it. They can ask a government about it.
consent-c4 = A court that does not learn who you are
consent-c4-hint = A prosecutor or court, such as the International Criminal Court, learns what happened.
consent-c5 = A court that knows who you are
consent-c5-hint = For this we always ask first. Somebody talks with you before anything is passed on.
consent-c6 = Reports and media
consent-c6-hint = What happened may be told in public, with nothing that identifies you.
consent-c7 = Contact by a psychologist, a doctor or a lawyer
consent-c7-hint = One of them may write to you on the page “Replies”, to offer help.

consent-value-no = No
consent-value-ask = Ask me first
consent-value-anonymous = Yes, nothing that identifies me
consent-value-yes = Yes
consent-value-keep = Leave as it is

consent-no-death-penalty = Not to courts that could sentence someone to death
consent-no-death-penalty-hint = If you mark this, it holds whatever you choose above.

## Changing it, in the mailbox

change-title = Change what we may do
change-lead = Here you can choose anew. It holds for all that you told with these nine words.
change-careful = Within one day the most careful choice counts, on the day you told too. To allow more than on that day, choose again on a later day. Days end at midnight UTC.
change-stays = If you marked this before, it stays.
change-undone = What was passed on before, with your agreement, cannot be called back.
change-button = Keep these choices
change-done-title = Your new choices are stored
change-done = Our reviewers see them when they next fetch what arrived. This can take days.
change-none-title = Nothing has changed
change-none = Every line was left as it is.

## Withdrawing, in the mailbox

withdraw-title = Withdraw what I told
withdraw-lead = We then remove all that you told with these nine words, from the server and from our reviewers’ machines.
withdraw-wait = First our reviewers confirm it. Then some days pass before it is removed.
withdraw-undone-title = What this cannot undo
withdraw-undone-shared = What was already passed on or published stays with others.
withdraw-undone-read = What somebody has read cannot be unread.
withdraw-undone-court = If a court has ordered us to keep something, we have to keep it.
withdraw-undone-copies = Copies that a reviewer took out of our system, and older backups, have to be deleted by hand.
withdraw-undone-mark = A mark stays. It says only that something was withdrawn.
withdraw-box = Yes, I want to withdraw it
withdraw-box-missing = Please mark this box too, so that it does not happen by accident.
withdraw-button = Withdraw
withdraw-done-title = Your withdrawal is stored
withdraw-done = Our reviewers see it when they next fetch what arrived. This can take days.
withdraw-done-then = From then on they pass nothing on. Some days later it is removed.
withdraw-done-mailbox = Your nine words still open our replies. You can tell again at any time, on a new form with new words.
# Only days are known, and those of UTC.
withdraw-done-same = With these nine words, tell again only from the day after tomorrow. What comes before may be withdrawn too.
