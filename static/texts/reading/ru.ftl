# Русский: что видит рядом с ответами команда, которая это читает. Правила стоят в static/texts/en.ftl.
# Названия месяцев стоят в родительном падеже: «5 января», «в течение января».

## Даты

spoken-day-month-year = { $day } { $month } { $year } года
spoken-month-year = в течение { $month } { $year } года
spoken-day-month = { $day } { $month }, год неизвестен
spoken-day-year = { $day }-е число неизвестного месяца, год { $year }
spoken-month = в течение { $month }, год неизвестен
spoken-day = { $day }-е число, месяц и год неизвестны
spoken-about = примерно { $date }
spoken-span = начало: { $from }; конец: { $until }
spoken-until = конец: { $until }
spoken-month-1 = января
spoken-month-2 = февраля
spoken-month-3 = марта
spoken-month-4 = апреля
spoken-month-5 = мая
spoken-month-6 = июня
spoken-month-7 = июля
spoken-month-8 = августа
spoken-month-9 = сентября
spoken-month-10 = октября
spoken-month-11 = ноября
spoken-month-12 = декабря

## Вокруг ответов

reading-identity = Ответы, указывающие на людей; запечатаны для { $who }
reading-identity-closed = Есть ответы, указывающие на людей. Они запечатаны для { $who }.
reading-identity-away = Есть ответы, указывающие на людей. Они запечатаны для { $who }, и в хранилище их нет.
reading-identity-others = других
reading-unasked = Что стоит рядом с ответами и о чём эта форма не спрашивает
reading-replied = Ответ дан { $day }
reading-replied-by = Ответ дан { $day }, автор: { $who }

## Что разрешает источник

reading-consent-given = Согласие, как оно было дано
reading-consent-changed = Согласие, как источник изменил его в последний раз { $day }
reading-consent-withdrawn = Согласие: отозвано источником { $day }. Ничего нельзя передавать наружу.
reading-consent-none = Согласие: ни одна запись о нём не имеет смысла. Ничего нельзя передавать наружу.
reading-c1 = статистика
reading-c2 = организация-партнёр или юрист
reading-c3 = Организация Объединённых Наций
reading-c4 = суд, личность не раскрывается
reading-c5 = суд, которому личность известна
reading-c6 = доклады и средства массовой информации
reading-c7 = обращение врача, психолога, юриста
reading-value-no = нет
reading-value-ask = сначала спросите меня
reading-value-anonymous = да, без указаний на мою личность
reading-value-yes = да
reading-no-death-penalty = Ничего нельзя передавать суду, который может приговорить кого-либо к смертной казни.
