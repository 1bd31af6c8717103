# Français : ce qu’une personne permet. Ces textes sont scellés à côté de ce qui a été choisi : si le sens
# change, le numéro de version du consentement change aussi.

## Avant de choisir : ce qu’il faut dire

consent-title = Votre accord
consent-who = L’équipe de lecture de { $organisation } lit ce que vous envoyez. Elle l’utilise pour documenter des violations des droits humains.
consent-further = Pour tout autre usage, ce que vous choisissez sur cette page est valable. Là où vous ne choisissez rien, nous vous demandons d’abord.
consent-courts = Un tribunal peut nous ordonner de remettre ce que nous avons.
consent-contacts = S’il y a un procès, les coordonnées que vous donnez peuvent parvenir à toutes les parties.
consent-change = Vous pouvez changer ou retirer votre accord plus tard, avec vos neuf mots.
consent-undone = Ce qui a déjà été lu ou utilisé ne peut pas être défait.
consent-promise = Nous ne payons rien en échange. Nous ne pouvons pas promettre qu’un tribunal agira.
consent-label = J’accepte que { $organisation } conserve et lise ce que j’envoie.
consent-only = Nous avons besoin que vous cochiez seulement cette case.

## Usage par usage

consent-levels-title = Ce qui peut en être fait d’autre
consent-levels-lead = Ici, tout commence par « Demandez-moi d’abord ». Vous pouvez le laisser ainsi.
consent-ask-means = « Demandez-moi d’abord » veut dire : nous vous écrivons sur la page « Réponses ». Sans votre réponse, c’est non.
consent-anonymous-means = « Rien qui m’identifie » veut dire : sans noms, lieux ni détails qui montrent qui vous êtes.

consent-c1 = Statistiques
consent-c1-hint = On le compte, comme dans « 40 arrestations en mai ». Rien d’autre n’en est montré.
consent-c2 = Une organisation avec qui nous travaillons, ou un avocat
consent-c2-hint = Des personnes en qui nous avons confiance le lisent, pour aider dans l’affaire.
consent-c3 = Les Nations Unies
consent-c3-hint = Leurs équipes d’enquête et leurs experts le lisent. Ils peuvent interroger un gouvernement à ce sujet.
consent-c4 = Un tribunal qui n’apprend pas qui vous êtes
consent-c4-hint = Un procureur ou un tribunal, comme la Cour pénale internationale, apprend ce qui s’est passé.
consent-c5 = Un tribunal qui sait qui vous êtes
consent-c5-hint = Pour cela, nous demandons toujours d’abord. Quelqu’un parle avec vous avant toute transmission.
consent-c6 = Rapports et médias
consent-c6-hint = Ce qui s’est passé peut être raconté en public, sans rien qui vous identifie.
consent-c7 = Contact par un psychologue, un médecin ou un avocat
consent-c7-hint = L’un d’eux peut vous écrire sur la page « Réponses », pour proposer de l’aide.

consent-value-no = Non
consent-value-ask = Demandez-moi d’abord
consent-value-anonymous = Oui, rien qui m’identifie
consent-value-yes = Oui
consent-value-keep = Laisser comme c’est

consent-no-death-penalty = Pas à des tribunaux qui pourraient condamner quelqu’un à mort
consent-no-death-penalty-hint = Si vous cochez ceci, c’est valable quel que soit votre choix plus haut.

## Changer cela, dans la boîte de réponses

change-title = Changer ce que nous pouvons faire
change-lead = Ici, vous pouvez choisir de nouveau. C’est valable pour tout ce que vous avez raconté avec ces neuf mots.
change-careful = Dans une même journée, le choix le plus prudent compte, le jour de votre récit aussi. Pour permettre plus que ce jour-là, choisissez de nouveau un autre jour. Les jours finissent à minuit UTC.
change-stays = Si vous l’avez déjà coché avant, cela reste.
change-undone = Ce qui a été transmis avant, avec votre accord, ne peut pas être repris.
change-button = Garder ces choix
change-done-title = Vos nouveaux choix sont conservés
change-done = Notre équipe de lecture les verra la prochaine fois qu’elle récupérera ce qui est arrivé. Cela peut prendre des jours.
change-none-title = Rien n’a changé
change-none = Chaque ligne est restée comme elle était.

## Retirer, dans la boîte de réponses

withdraw-title = Retirer ce que j’ai raconté
withdraw-lead = Nous enlevons alors tout ce que vous avez raconté avec ces neuf mots. Nous l’enlevons du serveur et des ordinateurs de notre équipe de lecture.
withdraw-wait = D’abord, notre équipe de lecture le confirme. Puis quelques jours passent avant que ce soit enlevé.
withdraw-undone-title = Ce que cela ne peut pas défaire
withdraw-undone-shared = Ce qui a déjà été transmis ou publié reste chez d’autres.
withdraw-undone-read = Ce que quelqu’un a lu, on ne peut pas faire qu’il ne l’ait pas lu.
withdraw-undone-court = Si un tribunal nous a ordonné de garder quelque chose, nous devons le garder.
withdraw-undone-copies = Les copies sorties de notre système par l’équipe, et les anciennes sauvegardes, ne s’effacent qu’à la main.
withdraw-undone-mark = Une marque reste. Elle dit seulement que quelque chose a été retiré.
withdraw-box = Oui, je veux le retirer
withdraw-box-missing = Cochez aussi cette case, s’il vous plaît, pour que cela n’arrive pas par accident.
withdraw-button = Retirer
withdraw-done-title = Votre retrait est conservé
withdraw-done = Notre équipe de lecture le verra la prochaine fois qu’elle récupérera ce qui est arrivé. Cela peut prendre des jours.
withdraw-done-then = À partir de là, elle ne transmet plus rien. Quelques jours plus tard, c’est enlevé.
withdraw-done-mailbox = Vos neuf mots ouvrent encore nos réponses. Vous pouvez raconter de nouveau quand vous voulez, avec un nouveau formulaire et de nouveaux mots.
withdraw-done-same = Avec ces neuf mots, racontez de nouveau seulement à partir d’après-demain. Ce qui arrive avant peut être retiré aussi.
