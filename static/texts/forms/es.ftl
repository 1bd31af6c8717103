# Español: lo que preguntan los formularios. Las reglas están en static/texts/en.ftl y en forms/en.ftl.

## Elegir un formulario

desks-title = Elija cómo quiere contar
desk-guided-title = Contar lo que pasó, con preguntas que ayudan
desk-guided-lead = Las preguntas le acompañan. Puede saltarlas todas.
desk-short-title = Solo contar y adjuntar archivos
desk-short-lead = Un espacio para sus palabras y otro para los archivos.
desk-detention-title = Alguien fue detenido o está preso
desk-detention-lead = Con las preguntas que hace un grupo de trabajo de Naciones Unidas sobre detenciones.

guided-lead =
    Usted decide qué contar. Puede saltar cualquier pregunta y parar cuando quiera.
    Las partes cerradas son opcionales: todas pueden quedar cerradas.
    Si tiene menos de 18 años, bastan unas pocas palabras.
detention-lead =
    Usted decide qué contar. Puede saltar cualquier pregunta y parar cuando quiera.
    Puede contarlo por usted o por otra persona.

## Toda clase de preguntas

choice-none = Sin respuesta
not-said-unknown = No lo sé
not-said-declined = Prefiero no decirlo
answer-yes = Sí
answer-no = No
date-day = Día
date-month = Mes, de 1 a 12
date-year = Año
date-about = Más o menos entonces
date-until = Si duró más: ¿hasta cuándo?
date-words = O con sus palabras
count-how = ¿Es exacto o aproximado?
count-exact = Es exacto
count-estimate = Es un cálculo aproximado

## Junto a una respuesta que vuelve

problem-too-long = Aquí caben { $limit } caracteres. Puede poner el resto en otro lugar de la página o en un archivo.
problem-not-an-option = Esta respuesta no está entre las que se ofrecen. Elija de nuevo, por favor, o déjela vacía.
problem-no-such-day = El calendario no tiene esa fecha. Un año tiene cuatro cifras, y vale también solo el año.
problem-not-a-number = Use cifras aquí, por favor, como 12. También puede dejarlo vacío.
problem-end-before-start = El final está antes del comienzo. Mire otra vez las dos fechas, por favor.
problem-broken-text = Algunas letras no llegaron completas. Mire otra vez esta respuesta, por favor.

## Usted y lo que cuenta

you-title = Usted y lo que cuenta
you-lead = Nos dice qué puede saber usted directamente y qué idioma usar.
link-label = ¿Cómo lo sabe?
link-experienced = Me pasó a mí
link-saw = Lo vi o lo oí
link-family = Le pasó a alguien de mi familia
link-helping = Ayudo a alguien a contarlo
link-documents = Tengo documentos o grabaciones
language-label = ¿En qué idioma escribe?
language-hint = Lo mejor es su propio idioma. Marque varios si los mezcla.
language-es = Español
language-en = Inglés
language-pt = Portugués
language-fr = Francés
language-ar = Árabe
language-fa = Persa
language-ht = Criollo haitiano
language-qu = Quechua
language-guc = Wayuu
language-ru = Ruso
language-uk = Ucraniano
language-zh = Chino
language-my = Birmano
language-tr = Turco
language-other = Otro idioma

## Peligro ahora

dangernow-title = Si alguien está en peligro ahora
dangernow-lead = Así miramos primero lo urgente. Aun así podemos tardar días en leer, y no podemos rescatar a nadie.
danger-label = ¿Alguien está en peligro ahora?
ongoing-label = ¿Sigue pasando?
danger-words-label = ¿Cuál es el peligro?
danger-words-hint = Bastan unas pocas palabras. No diga dónde se esconde alguien.

## Qué clase de hecho

kinds-title = Qué clase de hecho fue
kinds-lead = Ayuda a que lo lea la persona indicada. No importa si no tiene certeza.
kind-label = ¿Qué corresponde?
kind-hint = Marque todo lo que quiera.
kind-killed = Mataron a alguien
kind-taken = Se llevaron a alguien y lo ocultan
kind-arrested = Detuvieron o encerraron a alguien
kind-beaten = Golpes, tortura, malos tratos
kind-sexual = Violencia sexual o amenazas de ella
kind-protest = Disparos o fuerza en una protesta
kind-punished = Castigo por política o por ser quien es
kind-forced-out = Tener que dejar la casa o el país
kind-attacked = Ataque a quien defiende derechos, a un periodista o a una organización
kind-raid = Un allanamiento, un robo, un pasaporte anulado
kind-custody = Sin abogado, sin juez o sin medicinas durante el encierro
kind-fighting = Daños en combates armados
kind-other = Otra cosa

## Cuándo y dónde

whenwhere-title = Cuándo y dónde
whenwhere-lead = Nos ayuda a relacionar lo que usted cuenta con lo que otros contaron.
when-label = ¿Cuándo pasó?
when-hint = Basta una idea: un mes, una época, un año.
place-label = ¿Dónde pasó?
place-hint = Basta un pueblo, una zona o un tipo de lugar.
whenwhere-words-label = ¿Cuándo y dónde fue?
whenwhere-words-hint = Con sus palabras. Basta una idea.

wheremore-title = Más sobre cuándo y dónde
wheremore-lead = Así su relato se puede encontrar entre otros del mismo lugar.
daypart-label = ¿En qué parte del día?
daypart-before-dawn = De madrugada
daypart-morning = En la mañana
daypart-midday = Hacia el mediodía
daypart-afternoon = En la tarde
daypart-evening = Al anochecer
daypart-night = En la noche
country-label = País
state-label = Estado, provincia o región
municipality-label = Ciudad, pueblo o municipio
place-kind-label = ¿Qué tipo de lugar era?
place-kind-home = Una casa
place-kind-street = Una calle o plaza
place-kind-work = Un lugar de trabajo
place-kind-school = Una escuela o universidad
place-kind-health = Un hospital o centro de salud
place-kind-meeting = Un templo, un partido o una organización
place-kind-polling = Un centro de votación
place-kind-checkpoint = Un retén o una frontera
place-kind-police = Una estación de policía
place-kind-prison = Una cárcel
place-kind-military = Una instalación militar
place-kind-secret = Un lugar de detención secreto o desconocido
place-kind-countryside = El campo, un camino o un río
place-kind-other = Otro lugar

## El relato

account-title = Lo que pasó
account-lead = Es lo más importante. Puede traer de vuelta momentos duros. También puede enviar solo archivos.
account-label = Con sus palabras, ¿qué pasó?
account-hint =
    Puede ser breve y en cualquier orden. Podremos preguntar más después, solo si usted acepta.
    ¿Qué vio u oyó usted? ¿Qué le contaron otras personas?
    Puede usar una letra, como «A», para cada persona.
    Algo que solo usted puede saber podría mostrar quién es.

## Las personas

people-title = Cuántas personas
people-lead = Muestra qué tan grande fue.
affected-label = ¿A cuántas personas les pasó?
affected-hint = Un número. Basta un cálculo aproximado.

persons-title = Las personas a quienes les pasó
persons-lead = Nos permite distinguir a una persona de otra. No hacen falta nombres.
person-each = Persona { $n }
call-label = ¿Cómo llamamos a esta persona?
call-hint = Use una letra, como «A», o un nombre inventado.
age-label = ¿Qué edad, más o menos?
age-child-0-11 = Menos de 12 años
age-child-12-17 = De 12 a 17
age-adult-18-29 = De 18 a 29
age-adult-30-44 = De 30 a 44
age-adult-45-59 = De 45 a 59
age-adult-60-up = 60 o más
gender-label = Género
gender-woman = Mujer o niña
gender-man = Hombre o niño
gender-another = Otro
role-label = ¿Qué hacía allí esta persona, o a qué se dedica?
role-protester = Protestaba
role-poll-witness = Era testigo electoral
role-journalist = Hacía periodismo
role-defender = Defendía derechos humanos
role-health-worker = Atendía a enfermos o heridos
role-other = Otra cosa
permission-label = ¿Esta persona, o su familia, está de acuerdo con que usted lo cuente?
permission-hint = «No» también está bien. Limita lo que hacemos con ello.
permission-yes = Sí
permission-no = No
permission-could-not-ask = No pude preguntar
real-name-label = Nombre real
id-number-label = Documento de identidad: tipo y número
born-label = Fecha de nacimiento
identity-hint = Se sella aparte. Solo pueden abrirlo las pocas personas del equipo que lo necesitan.
identity-hint-all = Se sella aparte. Nuestro equipo de revisión puede abrirlo.

person-title = La persona detenida
person-lead = El grupo de trabajo lo pregunta. Aquí no hace falta ningún nombre.
nationality-label = Nacionalidad
profession-label = Trabajo o actividad
profession-hint = Si puede tener que ver con la detención.
identity-title = El nombre de esa persona
identity-lead = El grupo de trabajo necesita un nombre para una solicitud formal. Puede darlo más tarde, o nunca.
home-label = Dirección habitual

## Quiénes lo hicieron

who-title = Quiénes lo hicieron
who-lead = Ayuda a saber quién dio las órdenes. No importa si no tiene certeza.
force-label = ¿Quiénes eran, hasta donde sabe?
force-police = Policía
force-guard = Guardia nacional o gendarmería
force-military = Ejército, armada o fuerza aérea
force-intelligence = Servicio secreto o de inteligencia
force-prison-staff = Personal de la cárcel
force-border = Agentes de frontera o de migración
force-officials = Otros funcionarios
force-armed-civilians = Civiles armados del lado de las autoridades
force-armed-group = Otro grupo armado
force-private = Una empresa o un particular
force-other = Otras personas
unit-label = ¿Qué notó en ellos?
unit-hint = Por ejemplo unidad, uniforme, insignia, vehículo, placa, arma, nombres u órdenes. Solo lo que vio u oyó.
known-by-label = ¿Cómo sabe que fueron ellos?
known-by-saw = Los vi
known-by-marks = Por el uniforme, la insignia o el vehículo
known-by-they-said = Ellos lo dijeron
known-by-others-said = Lo dijeron otras personas
known-by-guess = Es lo que supongo

## Arresto y detención

held-title = Si detuvieron o encerraron a alguien
detained-title = La detención
held-warning = Las siguientes preguntas son sobre arresto y encierro. Puede dejarlas todas vacías y seguir más abajo.
held-lead = Es lo primero que preguntan los abogados y Naciones Unidas.
held-since-label = ¿Cuándo empezó la detención?
held-since-hint = Solo si fue otro día que el arresto. Basta una idea.
held-warrant-label = ¿Mostraron una orden u otro papel oficial?
held-authority-label = ¿Qué autoridad ordenó la detención?
held-reason-label = ¿Qué razón dieron las autoridades?
held-law-label = ¿Qué ley o qué cargo nombraron?
held-place-label = ¿Dónde tuvieron a la persona?
held-place-hint = Si hubo varios lugares, en su orden. El último es donde está ahora.
held-by-label = ¿Qué fuerza o servicio tiene o tuvo a la persona?
held-lawyer-label = ¿Pudo la persona hablar con un abogado?
held-family-label = ¿Pudo la familia visitar o llamar?
access-yes = Sí
access-limited = Solo tarde, o nunca a solas
access-no = No
held-court-label = ¿Llevaron a la persona ante un juez?
held-decision-label = ¿Cuándo fue y qué se decidió?
held-still-label = ¿Sigue detenida la persona?
held-end-label = Si terminó, ¿cuándo?

arrest-title = Cuándo y dónde fue el arresto
arrest-lead = Con una fecha y un lugar se puede averiguar y preguntar por un arresto.
arrest-when-label = ¿Cuándo fue el arresto?
arrest-place-label = ¿Dónde fue el arresto?
arrestmore-title = Más sobre el arresto
arrestmore-lead = Muestra si el arresto siguió la ley.
arrest-authority-label = ¿Qué autoridad emitió ese papel?

## Lo que se hizo

measures-title = Lo que se ha hecho hasta ahora
measures-lead = El grupo de trabajo lo pregunta. Nadie necesita hacer gestiones por nosotros.
steps-label = ¿Qué se ha hecho ante tribunales o autoridades?
steps-hint = Por ejemplo una denuncia o una petición a un juez. «Nada, no era seguro» también es una respuesta.
steps-outcome-label = ¿Qué resultó de ello?

## Se llevaron a alguien y lo ocultan

missing-title = Si se llevaron a alguien y lo ocultan
missing-warning = Las siguientes preguntas son sobre alguien que falta. Puede dejarlas todas vacías y seguir más abajo.
missing-lead = Con esto, Naciones Unidas puede preguntar a un gobierno por la persona.
missing-seen-label = ¿Cuándo se vio a la persona por última vez?
missing-place-label = ¿Dónde se vio a la persona por última vez?
missing-reply-label = ¿Qué han dicho las autoridades?
missing-search-label = ¿Qué se ha hecho para encontrar a la persona?
missing-search-hint = «Nada, no era seguro» también es una respuesta. Nadie necesita buscar por nosotros.

## Mataron a alguien

death-title = Si mataron a alguien
death-warning = Las siguientes preguntas son sobre una muerte. Puede dejarlas todas vacías y seguir más abajo.
death-lead = Ayuda a que especialistas entiendan lo que pasó.
death-place-label = ¿Dónde se encontró a la persona?
death-injuries-label = ¿Qué heridas vio usted?
death-injuries-hint = Solo si quiere pensar en ello ahora.
death-body-label = ¿Dónde está ahora el cuerpo?
death-body-family = Con la familia
death-body-authorities = Con las autoridades
death-body-buried = Lo enterraron otros
death-body-not-found = No se ha encontrado
death-autopsy-label = ¿Un médico examinó el cuerpo?

## Golpes y tortura

torture-title = Si golpearon o torturaron a alguien
torture-warning = Las siguientes preguntas son sobre violencia. Puede dejarlas todas vacías y parar cuando quiera.
torture-lead = Sirve a médicos y abogados. Podrán preguntar más después, solo si usted acepta.
torture-authority-label = ¿Quién tenía a la persona?
torture-when-label = ¿Cuándo fue?
torture-words-label = ¿Qué le hicieron?
torture-words-hint = Con sus palabras. Usted elige cuánto.
torture-effects-label = ¿Qué efectos tuvo, entonces o ahora?
torture-care-label = ¿Hubo atención de un médico o de otra persona?
torture-papers-label = ¿Hay papeles o fotos de ello?
torture-papers-hint = Si no hay, está bien. No hace falta conseguir nada.
torture-papers-papers = Papeles médicos
torture-papers-photos = Fotos
torture-papers-none = No hay

## Violencia sexual: nada se pide describir.

sexual-title = Si hubo violencia sexual
sexual-warning = No tiene que describirla aquí. Solo preguntamos si alguien puede escribirle.
sexual-lead = Una persona especializada sabe escuchar sin preguntar dos veces.
specialist-label = ¿Puede escribirle una persona especializada?
specialist-hint = Le escribiría en la página «Respuestas». Sus nueve palabras la abren.
specialist-needs-label = ¿Qué le ayudaría?
specialist-needs-woman = Hablar con una mujer
specialist-needs-man = Hablar con un hombre
specialist-needs-interpreter = Un intérprete
specialist-needs-medical = Atención médica

## Quienes defienden derechos

defenders-title = Si atacaron a un defensor, un periodista o una organización
defenders-warning = Las siguientes preguntas son sobre amenazas y ataques. Puede dejarlas todas vacías y seguir más abajo.
defenders-lead = Naciones Unidas tiene una persona experta en esto, que puede preguntar a un gobierno.
attack-label = ¿Qué hicieron?
attack-threat = Amenazas
attack-followed = Seguir o vigilar
attack-assault = Golpes u otro ataque al cuerpo
attack-arrest = Un arresto
attack-raid = Un allanamiento, o se llevaron cosas
attack-smear = Mentiras o insultos en público
attack-closed = Cerraron o prohibieron la organización
attack-money = Bloquearon dinero o cuentas
attack-travel = Quitaron un pasaporte o impidieron un viaje
attack-other = Otra cosa
work-label = ¿Contra qué clase de trabajo iba?
work-rights = Derechos humanos
work-journalism = Periodismo
work-law = Abogacía
work-union = Un sindicato
work-community = La tierra, el agua o una comunidad
work-elections = Elecciones
work-health = Salud
work-teaching = Enseñar o estudiar
work-other = Otra cosa

## Quién más lo sabe

others-title = Quién más lo sabe
others-lead = Así se evita preguntar a la gente lo mismo otra vez.
witnesses-label = ¿Otras personas lo vieron u oyeron?
witnesses-hint = Sin nombres, por favor. No hace falta preguntarles nada.
told-label = ¿Ya se lo contó a alguien? ¿A quién y cuándo?
told-hint = Por ejemplo a un abogado, una organización, un tribunal o un periódico.

## Cómo encontrarle

reach-title = Otra forma de comunicarnos
reach-lead = Para las respuestas bastan sus nueve palabras, y son lo más seguro. Aquí puede agregar otra forma.
own-name-label = Su propio nombre, si quiere darlo
contact-label = Otra forma de comunicarnos con usted
contact-never-label = ¿Cómo o cuándo no es seguro comunicarse con usted?
contact-never-hint = Por ejemplo un número que contestan otros, o una hora en que hay gente cerca. También se sella aparte.

## Apoyo

help-title = Apoyo que quisiera tener
help-lead = Nos muestra qué hace falta. No podemos prometerlo. «Su seguridad» dice más, para todas las personas.
support-label = ¿Qué le ayudaría?
support-medical = Atención médica
support-psychological = Atención psicológica
support-legal = Un abogado o una abogada
support-relocation = Un lugar más seguro para vivir
support-none = Nada por ahora

## Edad

young-title = Si tal vez tiene menos de 18 años
young-lead = Si es así, no hace falta que dé detalles. Basta lo que escribió.
under-18-label = ¿Tiene menos de 18 años?

## Archivos

aboutfiles-title = Sobre sus archivos
aboutfiles-lead = Cuando se sabe de dónde viene un archivo, es más fácil confiar en él.
aboutfiles-each =
    { $n ->
        [1] Sobre los archivos en «{ files-first }»
        [2] Sobre los archivos en «{ files-second }»
        [3] Sobre los archivos en «{ files-third }»
       *[other] Sobre los archivos que elija en el lugar { $n }
    }
shows-label = ¿Qué muestran?
origin-label = ¿De dónde vienen?
origin-made = Los hice yo
origin-received = Alguien me los dio o envió
origin-web = Los copié de internet
address-label = Si son de internet: la dirección
copied-label = Si son de internet: ¿cuándo los copió?
original-label = ¿Son los originales?
original-hint = Los archivos originales valen más. También sirven los reenviados por mensaje.
original-original = Sí, son originales
original-forwarded = No, son reenviados o cambiados
hidden-label = Datos ocultos, como el lugar o el modelo del teléfono
hidden-hint = Los datos ocultos pueden mostrar quién es usted. En todo caso los sellamos con el archivo.
hidden-keep = Dejarlos para nuestro equipo de revisión
hidden-remove = Quitarlos antes de que alguien más vea el archivo

files-title = Fotos, videos y documentos
files-original = Envíe el archivo original si puede. Puede contener datos ocultos, como el lugar o el modelo del teléfono.
files-reviewers = Solo nuestro equipo puede abrirlo. También ve su nombre.
files-limits = Cada archivo puede tener hasta { $file-limit }. Una visita puede tener hasta { $visit-limit }.
files-many =
    { $max-files ->
        [one] Puede enviar un archivo por visita.
       *[other] Puede enviar hasta { $max-files } archivos por visita.
    }
files-long =
    { $upload-hours ->
        [one] El envío puede durar una hora como máximo. Mientras tanto, deje la pantalla encendida y esta página abierta, por favor.
       *[other] El envío puede durar { $upload-hours } horas como máximo. Mientras tanto, deje la pantalla encendida y esta página abierta, por favor.
    }
files-first = Archivos
files-second = Más archivos, de otra carpeta
files-third = Más archivos, de una tercera carpeta
