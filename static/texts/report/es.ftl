## El informe que una mesa hace de su bóveda, en la computadora de quien revisa. Las fuentes no lo ven.

report-title = Lo que guarda la bóveda
report-lead =
    { $count ->
        [one] Un envío, del { $from } al { $until }.
       *[other] { $number } envíos, del { $from } al { $until }.
    }
report-lead-once =
    { $count ->
        [one] Un envío, el { $from }.
       *[other] { $number } envíos, todos el { $from }.
    }
report-empty = Aquí no hay ningún envío.
report-only-desk = Solo la mesa { $desk }.
report-only-since = Solo lo que llegó desde el { $day }.
report-only-until = Solo lo que llegó hasta el { $day }.
report-care = Solo para los ojos de la mesa. Aquí no hay ningún nombre, ningún identificador ni palabra alguna de una fuente. Aun así, un número pequeño puede señalar a una persona: guarde esta página como guarda la bóveda.
report-care-named = Esta página contiene identificadores, nombres de archivos y lugares tal como las fuentes los escribieron. Guárdela como guarda la bóveda y bórrela cuando ya haya servido.
report-number = Envíos
report-as-table = Lo mismo en una tabla
report-made = Hecho el { $day } con { $version }. Nada en esta página viene de otro lugar.

## Días, meses y semanas
report-day = { $number } de { $month } de { $year }
report-day-short = { $number } { $month }
report-month = { $month } de { $year }
report-week-of = la semana del { $day }
report-month-1 = ene
report-month-2 = feb
report-month-3 = mar
report-month-4 = abr
report-month-5 = may
report-month-6 = jun
report-month-7 = jul
report-month-8 = ago
report-month-9 = sep
report-month-10 = oct
report-month-11 = nov
report-month-12 = dic

## Cuándo llegó
report-came-title = Cuándo llegó
report-came-day = Envíos por día
report-came-week = Envíos por semana, desde el lunes
report-came-month = Envíos por mes
report-came-year = Envíos por año
report-came-most = El día con más envíos fue el { $day }: { $number }.
report-came-most-in = Donde más llegaron fue en { $day }: { $number }.
report-came-once = Todo llegó el { $day }.
report-step-day = Día
report-step-week = Semana
report-step-month = Mes
report-step-year = Año

## Lo que espera a la mesa
report-waits-title = Lo que le espera
report-waits-head = Qué espera
report-waits-nothing = Nada le espera.
report-waits-unanswered = Sin respuesta
report-waits-incomplete = No está todo aquí
report-waits-repeated = Enviado otra vez, entero o un archivo
report-waits-withdrawn = Retirado por la fuente, y todavía aquí
report-waits-not-kept = Con archivos que no se guardaron
report-waits-doubtful = No concuerda con la lista de revisores
report-waits-no-consent = Sin un consentimiento que se pueda leer
report-waits-unreadable = Paquetes que no se abren

## Lo que marcaron las fuentes
report-kinds-title = De qué se trata
report-kinds-lead = Según lo marcaron las fuentes. Un envío puede tener varias marcas.
report-kinds-head = Tipo de hecho
report-places-title = En qué tipo de lugar
report-places-lead = Según lo marcaron las fuentes.
report-places-head = Tipo de lugar
report-languages-title = En qué idioma
report-languages-lead = El idioma de la página en la que se contó.
report-languages-head = Idioma
report-desks-title = En qué mesa
report-desks-lead = Lo leen quienes revisan en cada mesa.
report-desks-head = Mesa
report-left =
    { $count ->
        [one] Uno dejó esto en blanco.
       *[other] { $number } dejaron esto en blanco.
    }
report-not-asked =
    { $count ->
        [one] Uno llegó por un formulario que no lo pregunta.
       *[other] { $number } llegaron por formularios que no lo preguntan.
    }
report-unknown =
    { $count ->
        [one] De uno no está aquí el formulario o el testimonio.
       *[other] De { $number } no está aquí el formulario o el testimonio.
    }

## Archivos
report-files-title = Archivos
report-files-lead =
    { $count ->
        [one] Un archivo.
       *[other] { $number } archivos.
    }
report-files-size = { $size } en total.
report-files-without =
    { $count ->
        [0] Todos los envíos tienen alguno.
        [one] Un envío no tiene ninguno.
       *[other] { $number } envíos no tienen ninguno.
    }
report-files-head = Tipo, según lo nombró el navegador
report-files-number = Archivos
report-files-bytes = Tamaño
report-media-image = Otras imágenes
report-media-video = Otros videos
report-media-audio = Otros sonidos
report-media-text = Otros textos
report-media-other = Cualquier otra cosa

## Lo que permiten las fuentes
report-uses-title = Qué se puede entregar
report-uses-lead = Lo que las fuentes permiten hoy, uso por uso. Cada envío que no fue retirado cuenta una vez en cada línea.
report-uses-without = Sin consentimiento, por uso
report-uses-note = “Sin consentimiento” suma a quienes quieren que se les pregunte antes y a quienes dijeron que no.
report-without =
    { $count ->
        [0] todos con consentimiento
       *[other] { $number } sin consentimiento
    }
report-value-yes = Sí
report-value-anonymous = Sin nombre
report-value-ask = Preguntar
report-value-no = No
report-use-c1 = Estadísticas
report-use-c2 = Organización aliada o abogado
report-use-c3 = Naciones Unidas
report-use-c4 = Tribunal, sin revelar la identidad
report-use-c5 = Tribunal que conoce la identidad
report-use-c6 = Informes y medios
report-use-c7 = Contacto de un médico, psicólogo o abogado

## Identificadores, nombres y lugares, donde se pidieron
report-named-title = Envío por envío
report-named-lead = Los lugares y los nombres de archivos están aquí tal como las fuentes los escribieron.
