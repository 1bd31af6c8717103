# Français : ce que l’équipe de lecture voit autour des réponses. Les règles sont dans static/texts/en.ftl.

## Dates

spoken-day-month-year = { $day } { $month } { $year }
spoken-month-year = { $month } { $year }
spoken-day-month = { $day } { $month }, année inconnue
spoken-day-year = jour { $day } d’un mois inconnu, { $year }
spoken-month = { $month }, année inconnue
spoken-day = jour { $day }, mois et année inconnus
spoken-about = environ { $date }
spoken-span = depuis { $from } jusqu’à { $until }
spoken-until = jusqu’à { $until }
spoken-month-1 = janvier
spoken-month-2 = février
spoken-month-3 = mars
spoken-month-4 = avril
spoken-month-5 = mai
spoken-month-6 = juin
spoken-month-7 = juillet
spoken-month-8 = août
spoken-month-9 = septembre
spoken-month-10 = octobre
spoken-month-11 = novembre
spoken-month-12 = décembre

## Autour des réponses

reading-identity = Réponses qui identifient des personnes, scellées pour { $who }
reading-identity-closed = Il existe des réponses qui identifient des personnes. Elles sont scellées pour { $who }.
reading-identity-away = Il existe des réponses qui identifient des personnes. Elles sont scellées pour { $who }, et absentes du coffre.
reading-identity-others = d’autres personnes
reading-unasked = Ce qui est à côté des réponses et que ce formulaire ne demande pas
reading-replied = Réponse envoyée le { $day }
reading-replied-by = Réponse envoyée le { $day }, par { $who }

## Ce que la source permet

reading-consent-given = Consentement, tel qu’il a été donné
reading-consent-changed = Consentement, tel que la source l’a changé pour la dernière fois le { $day }
reading-consent-withdrawn = Consentement : retiré par la source le { $day }. Rien ne peut sortir.
reading-consent-none = Consentement : aucune trace n’en a de sens. Rien ne peut sortir.
reading-c1 = statistiques
reading-c2 = une organisation partenaire ou un avocat
reading-c3 = les Nations Unies
reading-c4 = un tribunal, identité non révélée
reading-c5 = un tribunal qui connaît l’identité
reading-c6 = rapports et médias
reading-c7 = contact par un médecin, psychologue ou avocat
reading-value-no = non
reading-value-ask = demandez-moi d’abord
reading-value-anonymous = oui, rien qui m’identifie
reading-value-yes = oui
reading-no-death-penalty = Rien ne peut arriver à un tribunal qui pourrait condamner quelqu’un à mort.
