# Español: lo que leen los revisores alrededor de las respuestas. Las reglas están en static/texts/en.ftl.

## Fechas

spoken-day-month-year = { $day } de { $month } de { $year }
spoken-month-year = { $month } de { $year }
spoken-day-month = { $day } de { $month }, no se sabe el año
spoken-day-year = día { $day } de un mes que no se sabe, { $year }
spoken-month = { $month }, no se sabe el año
spoken-day = día { $day }, no se sabe el mes ni el año
spoken-about = aproximadamente { $date }
spoken-span = desde { $from } hasta { $until }
spoken-until = hasta { $until }
spoken-month-1 = enero
spoken-month-2 = febrero
spoken-month-3 = marzo
spoken-month-4 = abril
spoken-month-5 = mayo
spoken-month-6 = junio
spoken-month-7 = julio
spoken-month-8 = agosto
spoken-month-9 = septiembre
spoken-month-10 = octubre
spoken-month-11 = noviembre
spoken-month-12 = diciembre

## Alrededor de las respuestas

reading-identity = Respuestas que identifican a personas, selladas para { $who }
reading-identity-closed = Hay respuestas que identifican a personas. Están selladas para { $who }.
reading-identity-away = Hay respuestas que identifican a personas. Están selladas para { $who } y no están en esta carpeta.
reading-identity-others = otras personas
reading-unasked = Lo que está junto a las respuestas y este formulario no pregunta
reading-replied = Respuesta del { $day }
reading-replied-by = Respuesta del { $day }, de { $who }

## Lo que permite la fuente

reading-consent-given = Consentimiento, como se dio
reading-consent-changed = Consentimiento, como la fuente lo cambió por última vez el { $day }
reading-consent-withdrawn = Consentimiento: la fuente lo retiró el { $day }. Nada puede salir.
reading-consent-none = Consentimiento: ningún registro de él tiene sentido. Nada puede salir.
reading-c1 = estadísticas
reading-c2 = una organización asociada o un abogado
reading-c3 = las Naciones Unidas
reading-c4 = un tribunal, sin conocer la identidad
reading-c5 = un tribunal que conoce la identidad
reading-c6 = informes y medios
reading-c7 = contacto de un médico, psicólogo o abogado
reading-value-no = no
reading-value-ask = pregúnteme antes
reading-value-anonymous = sí, nada que me identifique
reading-value-yes = sí
reading-no-death-penalty = Nada puede llegar a un tribunal que pueda condenar a muerte a alguien.
