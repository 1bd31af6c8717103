# Українська: що бачить поруч із відповідями команда, яка це читає. Правила стоять у static/texts/en.ftl.
# Назви місяців стоять у родовому відмінку: «5 січня», «протягом січня».

## Дати

spoken-day-month-year = { $day } { $month } { $year } року
spoken-month-year = протягом { $month } { $year } року
spoken-day-month = { $day } { $month }, рік невідомий
spoken-day-year = { $day }-те число невідомого місяця, рік { $year }
spoken-month = протягом { $month }, рік невідомий
spoken-day = число { $day }, місяць і рік невідомі
spoken-about = приблизно { $date }
spoken-span = початок: { $from }; кінець: { $until }
spoken-until = кінець: { $until }
spoken-month-1 = січня
spoken-month-2 = лютого
spoken-month-3 = березня
spoken-month-4 = квітня
spoken-month-5 = травня
spoken-month-6 = червня
spoken-month-7 = липня
spoken-month-8 = серпня
spoken-month-9 = вересня
spoken-month-10 = жовтня
spoken-month-11 = листопада
spoken-month-12 = грудня

## Навколо відповідей

reading-identity = Відповіді, що вказують на людей; запечатані для { $who }
reading-identity-closed = Є відповіді, що вказують на людей. Їх запечатано для { $who }.
reading-identity-away = Є відповіді, що вказують на людей. Їх запечатано для { $who }, і у сховищі їх немає.
reading-identity-others = інших
reading-unasked = Що стоїть поруч із відповідями й про що ця форма не запитує
reading-replied = Відповідь надано { $day }
reading-replied-by = Відповідь надано { $day }, автор: { $who }

## Що дозволяє джерело

reading-consent-given = Згода, як її було надано
reading-consent-changed = Згода, як джерело змінило її востаннє { $day }
reading-consent-withdrawn = Згода: відкликана джерелом { $day }. Нічого не можна передавати назовні.
reading-consent-none = Згода: жоден запис про неї не має сенсу. Нічого не можна передавати назовні.
reading-c1 = статистика
reading-c2 = організація-партнер або юрист
reading-c3 = Організація Об’єднаних Націй
reading-c4 = суд, особу не розкривають
reading-c5 = суд, якому особа відома
reading-c6 = доповіді та засоби масової інформації
reading-c7 = звернення лікаря, психолога, юриста
reading-value-no = ні
reading-value-ask = спочатку запитайте мене
reading-value-anonymous = так, без вказівок на мою особу
reading-value-yes = так
reading-no-death-penalty = Нічого не можна передавати суду, який може засудити когось до смертної кари.
