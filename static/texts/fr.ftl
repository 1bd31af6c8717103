# Français : on vouvoie la personne qui lit, sans supposer si c’est un homme ou une femme.
#
# Les règles sont au début de en.ftl : textes sans HTML, phrases de 20 mots au plus. Les mots du Navigateur Tor
# sont ceux de sa version française : « Nouvelle identité », « Le plus sûr », « pont ». Espace insécable
# avant « : », fine insécable avant « ; » et « ? ».

language-name = Français
language-dir = ltr
number-point = ,
number-group = { "\u202F" }

## Tailles
size-gib = { $number } Gio
size-mib = { $number } Mio
size-kib = { $number } Kio
size-bytes =
    { $bytes ->
        [one] { $bytes } octet
       *[other] { $bytes } octets
    }

## Toutes les pages

# Se voit sur l’onglet et dans l’historique du navigateur : le titre ne dit rien.
page-title = Page
exit-link = Quitter cette page
skip-link = Aller au texte
new-tab = S’ouvre dans un nouvel onglet
languages-label = Langues
nav-label = Pages
nav-start = Accueil
nav-tell = Raconter
nav-mailbox = Réponses
nav-safety = Votre sécurité
nav-about = À propos de ce site
# Seulement là où l’on arrive au site sans son service onion.
open-web-seen = Vous passez par l’internet ouvert. Ceux qui transportent votre connexion peuvent voir que vous visitez ce site.
open-web-tor = Avec le Navigateur Tor, ils ne peuvent pas le voir.
open-web-onion = Tapez-y cette adresse :
footer-care = Vous pouvez arrêter à tout moment. Vous pouvez revenir plus tard, ou ne pas revenir.
footer-care-link = Prendre soin de vous

## Accueil

landing-title = Un endroit pour raconter ce qui s’est passé
landing-lead = Si vous avez vécu ou vu une violation des droits humains, vous pouvez la raconter ici.
landing-lead-more = Vous pouvez ajouter des photos, des vidéos et des documents. Vous n’avez pas besoin de dire qui vous êtes.
landing-tell = Raconter ce qui s’est passé
landing-mailbox = J’ai neuf mots
landing-who-title = Qui le lit
landing-who = L’équipe de lecture de { $organisation } lit ce que vous envoyez.
landing-who-sealed = Tout est scellé avec ses clés pendant l’arrivée. Les personnes qui gèrent le serveur ne peuvent pas ouvrir ce qui est conservé.
landing-who-link = Ce que le serveur peut voir
landing-how-title = Comment cela marche
landing-how-words = Vous recevez neuf mots. Ils sont à vous seulement, et nous ne les gardons pas.
landing-how-tell = Vous racontez autant ou aussi peu que vous voulez.
landing-how-send = Vous envoyez. La page suivante dit ce qui est conservé.
landing-how-replies = Plus tard, vos neuf mots ouvrent nos réponses.
landing-before-title = Avant de commencer
landing-before-screen = Choisissez un moment et un endroit où personne ne voit votre écran.
landing-before-device = Utilisez votre propre appareil, pas celui du travail.
landing-before-exit = « Quitter cette page » cache cette page aussitôt. Cela n’efface pas que vous avez utilisé le Navigateur Tor.
landing-before-link = En savoir plus sur votre sécurité
landing-cannot-title = Ce que nous ne pouvons pas faire
landing-cannot = Nous ne pouvons pas vous protéger physiquement. Nous ne pouvons pas promettre qu’un tribunal agira.
landing-cannot-danger = Si vous êtes en danger maintenant, votre sécurité passe avant tout. Cette page peut attendre.

## Avant les questions

pause-lead = Certaines questions parlent de violence. Vous pouvez les passer, et arrêter à tout moment.
pause-sealed = Rien n’est conservé avant que vous appuyiez sur Envoyer. Puis tout est scellé, et seule notre équipe de lecture l’ouvre.
pause-place = Chez vous, le réseau peut voir que vous utilisez Tor. Ailleurs, caméras et gens peuvent vous voir. Choisissez le plus sûr.
pause-go = Aller aux questions

## Les neuf mots

codename-title = Vos neuf mots
codename-lead = Gardez vos mots dans votre mémoire, pas sur papier. Ils sont le seul moyen de revenir.
codename-lost = Nous ne les gardons pas. S’ils sont perdus, personne ne peut les retrouver.
codename-leave = Si vous partez avant d’envoyer, ce que vous avez écrit est perdu, et un nouveau formulaire a d’autres mots. Les mots de ce que vous avez déjà envoyé restent valables.
codename-line = Les mêmes mots sur une ligne. Si vous les copiez, votre appareil peut les garder, même en ligne.

# Pour quelqu’un qui a ouvert le formulaire depuis ses réponses : cette personne a déjà les mots.
again-title = Vos neuf mots restent les mêmes
again-lead = Ce que vous ajoutez rejoint ce que vous avez raconté avant. Il n’y a rien de nouveau à retenir.
again-hidden = Ils ne sont pas affichés ici, pour que personne ne puisse les lire par-dessus votre épaule.

## Le formulaire

form-title = Raconter ce qui s’est passé
form-lead = Vous décidez de ce que vous nous racontez. Vous pouvez sauter toute question et arrêter à tout moment.
form-mailbox = Venez-vous lire une réponse ?
form-mailbox-link = Ouvrez-la avec vos neuf mots

skip-this = Vous pouvez sauter ceci.

## Comment un formulaire est présenté

# Derrière ceci se trouvent les parties fermées d’un formulaire.
more-title = D’autres questions, si vous voulez ajouter quelque chose
more-lead = Tout ceci est en plus. Cela peut rester fermé.
more-lead-page = Tout ceci est en plus. Ce que vous avez écrit ici reste : ce bouton l’envoie au serveur, qui le renvoie, et rien n’est conservé. Choisissez les fichiers après, s’il vous plaît.
more-button = Montrer ces questions
# Un lien qui mène plus loin que les parties aux questions difficiles.
hard-past = Passer les parties sur la violence et la détention
# À côté d’une question dont la réponse identifie quelqu’un : qui la lit.
identity-mark = Seulement pour quelques personnes de l’équipe
changed-back = Retour aux réponses


send-title = Quand vous appuyez sur Envoyer
send-words = Vos mots sont d’abord scellés et conservés, puis chaque fichier.
send-wait = Par Tor, les gros fichiers prennent du temps. Restez sur cette page jusqu’à la suivante, s’il vous plaît.
send-next = La page suivante dit ce qui est conservé et montre de nouveau vos neuf mots.
send-next-again = La page suivante dit ce qui est conservé.
send-lost = Si la page suivante ne vient pas, votre texte est sans doute conservé, et vos neuf mots sont valables. L’envoyer de nouveau ne fait pas de mal.
send-button = Envoyer

progress-when = Pendant l’envoi, vous pouvez voir où il en est :
progress-link = ouvrir un second onglet
progress-title = Où en est l’envoi
progress-arrived = { $arrived } sur { $whole } sont arrivés.
progress-arrived-some = { $arrived } sont arrivés.
progress-other = Laissez l’autre onglet ouvert, s’il vous plaît. Il dira ce qui est conservé dès que tout sera arrivé.
progress-none = Rien n’arrive de cette page en ce moment. L’onglet d’où vous avez envoyé dit ce qui est conservé.
progress-again = Regarder de nouveau

## Un formulaire qui revient

problems-title = Regardez ceci, s’il vous plaît, puis envoyez de nouveau
problems-kept = Ce que vous avez écrit est toujours ici.
problems-cut = La fin de ce que vous avez écrit manque peut-être ici. Regardez avant d’envoyer de nouveau, s’il vous plaît.
problem-consent = Cochez cette case, s’il vous plaît. Sans elle, nous n’avons pas le droit de conserver ni de lire quoi que ce soit.
problem-nothing = Écrivez quelques mots ou choisissez un fichier, s’il vous plaît. L’un ou l’autre suffit.
problem-codename = Les neuf mots ne nous sont pas arrivés entiers. En voici de nouveaux. Seuls ceux-ci marcheront.
problem-files = Une page ne peut pas choisir des fichiers à votre place. Choisissez ceux-ci de nouveau, s’il vous plaît.
problem-text-long = Le tout dépasse ce qu’un formulaire peut contenir. Le reste peut aller dans un fichier.
problem-page-of-before = Cette page était ouverte pendant que nos questions changeaient. Rien n’a été conservé. Regardez-la encore une fois, puis envoyez-la.
problem-desk-gone = L’équipe à qui vous écriviez n’est plus ici. Rien n’a été conservé. D’autres personnes liraient ce formulaire. Regardez-le encore une fois, et envoyez-le seulement si vous le voulez.
aside-label = Ces réponses n’ont plus de place sur la page et ne sont pas conservées. Vous pouvez les copier dans un autre champ.
problem-not-stored = Nous n’avons pas pu conserver votre envoi. Envoyez tout de nouveau un peu plus tard, s’il vous plaît.
problem-full = Le serveur n’a plus de place pour le moment, et rien n’a été gardé. Cela peut durer des jours. Essayez de nouveau un autre jour, s’il vous plaît.
problem-perhaps-stored = L’enregistrement s’est interrompu en chemin. C’est peut-être conservé, ou pas. Envoyer la même chose de nouveau ne fait pas de mal.
problem-malformed = Le formulaire n’est pas arrivé entier, et rien n’a été gardé. Envoyez-le de nouveau, s’il vous plaît.
problem-elsewhere = Ce qui est arrivé ne venait pas de notre page, et nous ne l’avons pas utilisé. Voici un nouveau formulaire.

## La confirmation

confirmation-title = Ce que vous avez envoyé est arrivé
confirmation-lead = C’est scellé et conservé. Seule notre équipe de lecture peut l’ouvrir.
kept-title = Conservé
kept-words = Vos mots
kept-choices = Ce que vous avez choisi dans le formulaire
kept-files =
    { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }
kept-names =
    { $count ->
        [one] Le nom du fichier qui n’est pas conservé
       *[other] Les noms des fichiers qui ne sont pas conservés
    }
not-kept-title = Non conservé
not-kept-lead =
    { $count ->
        [one] Ce fichier n’est pas conservé.
       *[other] Ces fichiers ne sont pas conservés.
    }
not-kept-rest = Le reste de votre envoi n’est pas touché.
not-kept-more =
    { $count ->
        [one] Et un fichier de plus n’est pas conservé.
       *[other] Et { $count } fichiers de plus ne sont pas conservés.
    }
not-kept-cut = Ce qui venait après n’est pas arrivé non plus.
not-kept-next =
    { $count ->
        [one] Vous pouvez l’envoyer dans une autre visite, avec un nouveau formulaire et de nouveaux mots.
       *[other] Vous pouvez les envoyer dans une autre visite, avec un nouveau formulaire et de nouveaux mots.
    }
not-kept-next-again =
    { $count ->
        [one] Vous pouvez l’ajouter dans une autre visite. Ouvrez vos réponses avec les mêmes neuf mots.
       *[other] Vous pouvez les ajouter dans une autre visite. Ouvrez vos réponses avec les mêmes neuf mots.
    }
not-kept-smaller =
    { $count ->
        [one] Vous pouvez l’envoyer en parties plus petites.
       *[other] Vous pouvez les envoyer en parties plus petites.
    }
not-kept-too-large = Il dépasse { $file-limit }.
not-kept-visit-full = Une visite peut contenir { $visit-limit }, et celle-ci était pleine.
not-kept-too-many =
    { $max-files ->
        [one] Une visite peut contenir un fichier.
       *[other] Une visite peut contenir { $max-files } fichiers.
    }
not-kept-server-full = Le serveur n’avait pas de place pour lui.
not-kept-broken = Il n’est pas arrivé entier.
confirmation-none-title = Aucun fichier n’est conservé
confirmation-none-lead =
    { $count ->
        [one] Nous n’avons pas pu conserver votre fichier.
       *[other] Nous n’avons pas pu conserver vos fichiers.
    }
confirmation-none-rest = Ce que vous avez choisi dans le formulaire est arrivé.
confirmation-replaced = Les mots de votre formulaire ne sont pas arrivés comme ils sont partis. Ceux-ci sont nouveaux, et seuls ceux-ci comptent.
next-title = Ce qui se passe maintenant
next-read = Notre équipe de lecture l’ouvre sur ses propres ordinateurs. Cela peut prendre des jours ou des semaines.
next-reply = Elle vous laissera peut-être une réponse. Vos neuf mots l’ouvrent, sur la page « Réponses ».
next-reply-again = Elle vous laissera peut-être une autre réponse. Les mêmes neuf mots l’ouvrent.
next-quiet = Il est plus sûr de ne pas en parler, et de ne pas chercher cela en ligne.
next-leave = Quand vous savez les mots, choisissez « Nouvelle identité » dans le Navigateur Tor. Cela ferme et efface tout.
next-leave-again = Choisissez maintenant « Nouvelle identité » dans le Navigateur Tor. Cela ferme et efface tout.

## Demander les neuf mots

ask-title = Lire nos réponses
ask-lead = Vos neuf mots ouvrent ce que notre équipe de lecture a laissé pour vous.
ask-label = Vos neuf mots, dans leur ordre
ask-hint = Les quatre premières lettres de chaque mot suffisent. Les majuscules et les accents ne comptent pas.
ask-button = Ouvrir
ask-none = Pas encore de mots ?
ask-none-link = Vous les recevez là où vous racontez ce qui s’est passé
# $count : combien de mots ont été écrits.
ask-problem-count =
    { $count ->
        [0] Il n’y a pas encore de mots ici. Il nous faut les neuf.
        [one] Il y a un mot ici. Il nous faut les neuf.
       *[other] Il y a { $count } mots ici. Il nous en faut exactement neuf.
    }
# $position : de 1 à 9.
ask-problem-word = Le mot numéro { $position } n’est pas dans nos listes. Regardez ses lettres encore une fois, s’il vous plaît.
ask-problem-checksum = Chaque mot est dans nos listes, mais ensemble ils ne vont pas. L’un est peut-être un autre mot, ou à une autre place.

## Les réponses

mailbox-title = Nos réponses pour vous
mailbox-empty = Il n’y a pas encore de réponse.
mailbox-empty-lead = Notre équipe de lecture peut avoir besoin de jours ou de semaines. Vous pouvez revenir quand vous voulez.
mailbox-empty-words = D’autres mots ouvrent une autre boîte, vide elle aussi. En cas de doute, vérifiez chaque mot.
# $day : une date comme 2031-05-17.
mailbox-day = Laissée le { $day }
mailbox-unopened = Il y a ici une réponse qui ne peut pas s’ouvrir. Vous pouvez la supprimer et le dire à notre équipe.
mailbox-delete = Supprimer cette réponse
mailbox-delete-lead = Ce que vous supprimez ici disparaît pour vous. Notre équipe garde une copie scellée de ce qu’elle a écrit.
mailbox-delete-all = Supprimer toutes les réponses
mailbox-deleted = C’est supprimé.
mailbox-deleted-some = Ce que la page montrait est supprimé. Depuis, quelque chose de nouveau est arrivé et reste ici.
mailbox-deleted-none = Rien n’a été supprimé maintenant. Depuis que la page s’est affichée, quelque chose de nouveau est arrivé et reste ici.
add-title = Raconter davantage, ou répondre
add-lead = Ce que vous ajoutez arrive à la même équipe, avec ce que vous avez raconté avant. Les mêmes neuf mots restent les vôtres.
add-where = Choisissez le formulaire que vous avez utilisé avant, pour que cela arrive aux mêmes personnes.
add-withdrawn = Si vous avez tout retiré hier ou aujourd’hui, ce que vous ajoutez ici peut l’être aussi. Un nouveau formulaire, avec de nouveaux mots, reste.
mailbox-leave = Quand vous avez tout lu, choisissez « Nouvelle identité » dans le Navigateur Tor.
mailbox-back = Retour à l’accueil

## La sécurité

safety-title = Votre sécurité
safety-lead = C’est vous qui connaissez le mieux votre situation. Prenez dans cette liste ce qui vous aide.
safety-before-title = Avant de raconter
safety-before-tor = Utilisez le Navigateur Tor, avec son niveau de sécurité « Le plus sûr ». Ce site marche entièrement ainsi.
safety-before-device = Utilisez votre propre appareil, pas un appareil que votre travail ou d’autres personnes contrôlent.
safety-before-tails = Le système Tails ne laisse pas de traces sur un ordinateur. Il convient aux personnes qui courent un grand risque.
safety-before-screen = Choisissez un moment et un endroit où personne ne voit votre écran.
safety-before-tor-seen = Tor cache quelles pages vous visitez. D’autres sur le réseau peuvent voir que vous utilisez Tor, même des années après.
safety-before-bridge = Un « pont », dans les paramètres du Navigateur Tor, rend cela plus difficile à voir.
safety-before-bridge-first = Là où Tor est bloqué ou puni, réglez le pont avant que le navigateur se connecte la première fois.
safety-place-title = L’endroit où vous êtes
safety-place-home = Chez vous, moins de gens voient votre écran. Mais votre réseau peut y voir que vous utilisez Tor.
safety-place-public = Dans un café ou une bibliothèque, le réseau ne mène pas chez vous. Mais des caméras et des gens peuvent vous voir.
safety-place-there = Dans un tel endroit, payez en espèces. N’ouvrez aucun compte qui porte votre nom.
safety-phone-title = Sur un téléphone
safety-phone-android = Sur Android, utilisez le Navigateur Tor du Tor Project. D’autres applications au nom semblable ne vous protègent peut-être pas.
safety-phone-iphone = Sur un iPhone, il existe Onion Browser. Les règles d’Apple font qu’il protège moins que le Navigateur Tor.
safety-phone-keyboard = Les claviers retiennent ce que vous tapez, vos neuf mots aussi. Désactivez l’apprentissage et les suggestions dans leurs réglages.
safety-phone-pictures = Les captures d’écran et photos de cette page peuvent être copiées en ligne. Il est plus sûr de n’en faire aucune.
safety-phone-borrowed = Sur un téléphone prêté, son propriétaire peut trouver le navigateur et ses traces. Retirez ce que vous avez installé.
safety-phone-where = Un téléphone dit à son réseau où il est, quel que soit le navigateur.
safety-telling-title = Pendant que vous racontez
safety-telling-unique = Pensez à ceci : êtes-vous la seule personne à pouvoir le savoir ? Alors cela peut montrer qui vous êtes.
safety-telling-letters = Vous pouvez utiliser une lettre, comme « A », pour chaque personne.
safety-telling-others = Il n’est pas nécessaire d’interroger d’autres personnes, de rassembler quoi que ce soit ni de retourner quelque part.
safety-files-title = Photos, vidéos et documents
safety-files-hidden = Les fichiers originaux contiennent des données cachées, comme l’heure, le lieu et le modèle du téléphone. Cela en fait des éléments de preuve solides.
safety-files-seen = Les photos et vidéos montrent aussi des visages, des voix et des lieux. Les documents peuvent nommer qui les a écrits.
safety-files-sealed = Nous scellons chaque fichier tel qu’il est. Notre équipe de lecture voit ces données et les protège.
safety-files-remove = Si vous préférez, vous pouvez retirer les données cachées avant d’envoyer. Tails a un outil pour cela.
safety-files-copies = Des copies restent sur votre appareil et dans les sauvegardes en ligne. On peut les y trouver.
safety-after-title = Après
safety-after-identity = Choisissez « Nouvelle identité » dans le menu du Navigateur Tor. Cela ferme et efface toutes les pages.
safety-after-words = Gardez vos neuf mots dans votre mémoire. Si vous les avez notés pour les apprendre, détruisez le papier.
safety-after-quiet = Il est plus sûr de ne pas en parler, et de ne pas chercher cela hors du Navigateur Tor.
safety-after-back = Revenez lire les réponses avec la même prudence que la première fois.
safety-after-browser = On peut trouver le navigateur sur votre appareil. Vous pouvez le retirer, et l’installer de nouveau plus tard.
safety-server-title = Ce que le serveur peut voir
safety-server-stored = Ce qui est conservé est scellé avec les clés de notre équipe de lecture. Ceux qui gèrent ou prennent le serveur ne peuvent pas l’ouvrir.
safety-server-live = Si quelqu’un contrôle en secret le serveur en marche, il pourrait voir vos mots pendant leur arrivée.
safety-server-nothing = Nous ne gardons ni adresse, ni données du navigateur, ni heure. Nous gardons le jour.
safety-exit-title = Ce que fait « Quitter cette page »
safety-exit-does = La page est cachée aussitôt. Elle peut encore être retrouvée avec le bouton Précédent.
safety-exit-tabs = Un seul onglet est quitté. Les autres onglets de ce site restent ouverts.
safety-exit-not = Cela ne peut pas effacer ce que votre appareil ou le réseau a noté. « Nouvelle identité » efface davantage.
safety-care-title = Prendre soin de vous
safety-care-feelings = Raconter peut réveiller la peur, la colère ou la tristesse, maintenant ou des jours après. C’est une réaction normale à la violence.
safety-care-stop = Vous pouvez arrêter au milieu. Rien n’est conservé avant que vous appuyiez sur Envoyer.
safety-care-someone = Si vous pouvez, restez près d’une personne de confiance. Un médecin ou un psychologue de confiance peut aussi aider.
support-title = Qui peut aider
support-lead = { $organisation } a choisi ces contacts. Ils ne voient pas ce que vous envoyez ici.
support-traces = Un appel, un message ou une visite laisse des traces. Utilisez un téléphone que personne d’autre ne fouille.
support-everywhere = Dans tout pays
safety-cannot-title = Ce que nous ne pouvons pas faire
safety-cannot = Nous ne pouvons pas vous protéger physiquement. Nous ne pouvons pas promettre qu’un tribunal agira.

## À propos

about-title = À propos de ce site
about-who = Ce site appartient à { $organisation }. Il rassemble des témoignages et des éléments de preuve sur des violations des droits humains.
about-languages-title = Langues
about-languages = Les pages parlent ces langues. Vous pouvez écrire dans n’importe quelle langue.
about-limits-title = Limites
about-limit-file = Un fichier
about-limit-visit = Une visite
about-limit-files = Fichiers par visite
about-limits-more = Vous pouvez venir aussi souvent que vous voulez.
about-reviewers-title = Clés de l’équipe de lecture
about-reviewers = Une liste signée nomme les clés qui peuvent ouvrir ce que vous envoyez. Voici son empreinte.
about-reviewers-compare = Vous pouvez la comparer avec celle que { $organisation } a publiée ailleurs.
about-software-title = Logiciel
# $version : comme 0.1.0.
about-software = Amparo { $version }, logiciel libre sous licence AGPL-3.0-or-later.
about-software-source = Vous pouvez demander son code source à { $organisation }.
about-software-quiet = Pas de cookies, pas de scripts, rien d’autres sites.

## Avis courts

notice-back = Retour à l’accueil
notice-not-found-title = Il n’y a rien ici
notice-not-found = Cette adresse ne mène à aucune de nos pages. Il manque peut-être une lettre.
notice-wrong-method-title = Recommencez, s’il vous plaît
notice-wrong-method = Cette page ne peut pas être ouverte de cette façon. La page d’accueil mène partout.
notice-busy = Le serveur est occupé. Réessayez dans quelques minutes, s’il vous plaît.
notice-malformed-title = Ce n’est pas arrivé entier
notice-malformed = Quelque chose s’est perdu en route, et rien n’a été gardé. Réessayez depuis la page d’accueil, s’il vous plaît.
notice-failed-title = Quelque chose s’est cassé de notre côté
notice-failed = Cela n’a rien à voir avec vous. Réessayez un peu plus tard, s’il vous plaît.

## La page vide derrière « Quitter cette page » : seulement des mots neutres.
exit-hint = Navigateur Tor : « Nouvelle identité » ferme et efface toutes les pages.
