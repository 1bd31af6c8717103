## Отчёт, который приёмная составляет по своему хранилищу на компьютере участника команды. Источники его не видят.

report-title = Что есть в хранилище
report-lead =
    { $count ->
        [one] { $number } сообщение, с { $from } по { $until }.
        [few] { $number } сообщения, с { $from } по { $until }.
        [many] { $number } сообщений, с { $from } по { $until }.
       *[other] { $number } сообщения, с { $from } по { $until }.
    }
report-lead-once =
    { $count ->
        [1] Одно сообщение, { $from }.
        [one] { $number } сообщение, все { $from }.
        [few] { $number } сообщения, все { $from }.
        [many] { $number } сообщений, все { $from }.
       *[other] { $number } сообщения, все { $from }.
    }
report-empty = Здесь нет сообщений.
report-only-desk = Только приёмная { $desk }.
report-only-since = Только то, что пришло с { $day }.
report-only-until = Только то, что пришло по { $day }.
report-care = Только для самой приёмной. Здесь нет ни имён, ни идентификаторов, ни слов источника. Но и малое число может указать на человека: храните эту страницу так же, как хранилище.
report-care-named = На этой странице есть идентификаторы, имена файлов и места, как их написали источники. Храните её так же, как хранилище, и удалите, когда она больше не нужна.
report-number = Сообщения
report-as-table = То же таблицей
report-made = Составлено { $day } программой { $version }. Ничего на этой странице не взято из других мест.

## Дни, месяцы и недели
report-day = { $number } { $month } { $year } года
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = неделя с { $day }
report-month-1 = янв.
report-month-2 = февр.
report-month-3 = март
report-month-4 = апр.
report-month-5 = май
report-month-6 = июнь
report-month-7 = июль
report-month-8 = авг.
report-month-9 = сент.
report-month-10 = окт.
report-month-11 = нояб.
report-month-12 = дек.

## Когда это пришло
report-came-title = Когда это пришло
report-came-day = Сообщения по дням
report-came-week = Сообщения по неделям, с понедельника
report-came-month = Сообщения по месяцам
report-came-year = Сообщения по годам
report-came-most = Больше всего пришло { $day }: { $number }.
report-came-most-in = Больше всего пришло за этот срок: { $day }. Сообщений: { $number }.
report-came-once = Всё пришло { $day }.
report-step-day = День
report-step-week = Неделя
report-step-month = Месяц
report-step-year = Год

## Что ждёт приёмную
report-waits-title = Что вас ждёт
report-waits-head = Что ждёт
report-waits-nothing = Вас ничего не ждёт.
report-waits-unanswered = Без ответа
report-waits-incomplete = Здесь не всё
report-waits-repeated = Отправлено снова, целиком или один из файлов
report-waits-withdrawn = Отозвано источником, но ещё здесь
report-waits-not-kept = С файлами, которые не сохранены
report-waits-doubtful = Не соответствует реестру
report-waits-no-consent = Без согласия, которое можно прочитать
report-waits-unreadable = Пакеты, которые не открываются

## Что отметили источники
report-kinds-title = О чём это
report-kinds-lead = Как отметили источники. В одном сообщении может быть несколько отметок.
report-kinds-head = Вид
report-places-title = Какого вида место
report-places-lead = Как отметили источники.
report-places-head = Вид места
report-languages-title = На каком языке
report-languages-lead = Язык страницы, на которой это рассказали.
report-languages-head = Язык
report-desks-title = В какой приёмной
report-desks-lead = Это читает команда самой приёмной.
report-desks-head = Приёмная
report-left =
    { $count ->
        [one] В { $number } сообщении это оставлено пустым.
        [few] В { $number } сообщениях это оставлено пустым.
        [many] В { $number } сообщениях это оставлено пустым.
       *[other] В { $number } сообщениях это оставлено пустым.
    }
report-not-asked =
    { $count ->
        [one] { $number } пришло по форме, которая об этом не спрашивает.
        [few] { $number } пришли по формам, которые об этом не спрашивают.
        [many] { $number } пришли по формам, которые об этом не спрашивают.
       *[other] { $number } пришли по формам, которые об этом не спрашивают.
    }
report-unknown =
    { $count ->
        [one] Для { $number } сообщения здесь нет формы или свидетельства.
        [few] Для { $number } сообщений здесь нет формы или свидетельства.
        [many] Для { $number } сообщений здесь нет формы или свидетельства.
       *[other] Для { $number } сообщений здесь нет формы или свидетельства.
    }

## Файлы
report-files-title = Файлы
report-files-lead =
    { $count ->
        [one] { $number } файл.
        [few] { $number } файла.
        [many] { $number } файлов.
       *[other] { $number } файла.
    }
report-files-size = Всего { $size }.
report-files-without =
    { $count ->
        [0] Файлы есть в каждом сообщении.
        [one] В { $number } сообщении файлов нет.
        [few] В { $number } сообщениях файлов нет.
        [many] В { $number } сообщениях файлов нет.
       *[other] В { $number } сообщениях файлов нет.
    }
report-files-head = Тип, как его назвал браузер
report-files-number = Файлы
report-files-bytes = Размер
report-media-image = Другие изображения
report-media-video = Другое видео
report-media-audio = Другой звук
report-media-text = Другой текст
report-media-other = Всё остальное

## Что разрешают источники
report-uses-title = Что можно передавать
report-uses-lead = Что источники разрешают сегодня, по видам использования. Каждое неотозванное сообщение посчитано в каждой строке один раз.
report-uses-without = Без согласия, по видам использования
report-uses-note = «Без согласия» включает и тех, кто просит сначала спросить, и тех, кто сказал «нет».
report-without =
    { $count ->
        [0] все с согласием
       *[other] без согласия: { $number }
    }
report-value-yes = Да
report-value-anonymous = Без имени
report-value-ask = Сначала спросить
report-value-no = Нет
report-use-c1 = Статистика
report-use-c2 = Организация-партнёр или юрист
report-use-c3 = Организация Объединённых Наций
report-use-c4 = Суд, личность не раскрывается
report-use-c5 = Суд, которому личность известна
report-use-c6 = Доклады и средства массовой информации
report-use-c7 = Обращение врача, психолога или юриста

## Идентификаторы, имена и места, где о них просили
report-named-title = Сообщение за сообщением
report-named-lead = Места и имена файлов стоят здесь так, как их написали источники.
