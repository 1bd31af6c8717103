## Звіт, який приймальня складає за своїм сховищем на комп’ютері учасника команди. Джерела його не бачать.

report-title = Що є у сховищі
report-lead =
    { $count ->
        [one] { $number } повідомлення, з { $from } по { $until }.
        [few] { $number } повідомлення, з { $from } по { $until }.
        [many] { $number } повідомлень, з { $from } по { $until }.
       *[other] { $number } повідомлення, з { $from } по { $until }.
    }
report-lead-once =
    { $count ->
        [1] Одне повідомлення, { $from }.
        [one] { $number } повідомлення, усі { $from }.
        [few] { $number } повідомлення, усі { $from }.
        [many] { $number } повідомлень, усі { $from }.
       *[other] { $number } повідомлення, усі { $from }.
    }
report-empty = Тут немає повідомлень.
report-only-desk = Лише приймальня { $desk }.
report-only-since = Лише те, що надійшло з { $day }.
report-only-until = Лише те, що надійшло по { $day }.
report-care = Лише для самої приймальні. Тут немає ні імен, ні ідентифікаторів, ні слів джерела. Але й мале число може вказати на людину: зберігайте цю сторінку так само, як сховище.
report-care-named = На цій сторінці є ідентифікатори, імена файлів і місця, як їх написали джерела. Зберігайте її так само, як сховище, і видаліть, коли вона більше не потрібна.
report-number = Повідомлення
report-as-table = Те саме таблицею
report-made = Складено { $day } програмою { $version }. Нічого на цій сторінці не взято з інших місць.

## Дні, місяці й тижні
report-day = { $number } { $month } { $year } року
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = тиждень з { $day }
report-month-1 = січ.
report-month-2 = лют.
report-month-3 = бер.
report-month-4 = квіт.
report-month-5 = трав.
report-month-6 = черв.
report-month-7 = лип.
report-month-8 = серп.
report-month-9 = вер.
report-month-10 = жовт.
report-month-11 = лист.
report-month-12 = груд.

## Коли це надійшло
report-came-title = Коли це надійшло
report-came-day = Повідомлення за днями
report-came-week = Повідомлення за тижнями, з понеділка
report-came-month = Повідомлення за місяцями
report-came-year = Повідомлення за роками
report-came-most = Найбільше надійшло { $day }: { $number }.
report-came-most-in = Найбільше надійшло за цей час: { $day }. Повідомлень: { $number }.
report-came-once = Усе надійшло { $day }.
report-step-day = День
report-step-week = Тиждень
report-step-month = Місяць
report-step-year = Рік

## Що чекає на приймальню
report-waits-title = Що на вас чекає
report-waits-head = Що чекає
report-waits-nothing = На вас нічого не чекає.
report-waits-unanswered = Без відповіді
report-waits-incomplete = Тут не все
report-waits-repeated = Надіслано знову, цілком або один із файлів
report-waits-withdrawn = Відкликано джерелом, але ще тут
report-waits-not-kept = З файлами, які не збережено
report-waits-doubtful = Не відповідає реєстру
report-waits-no-consent = Без згоди, яку можна прочитати
report-waits-unreadable = Пакети, які не відкриваються

## Що позначили джерела
report-kinds-title = Про що це
report-kinds-lead = Як позначили джерела. В одному повідомленні може бути кілька позначок.
report-kinds-head = Вид
report-places-title = Якого виду місце
report-places-lead = Як позначили джерела.
report-places-head = Вид місця
report-languages-title = Якою мовою
report-languages-lead = Мова сторінки, на якій це розповіли.
report-languages-head = Мова
report-desks-title = У якій приймальні
report-desks-lead = Це читає команда самої приймальні.
report-desks-head = Приймальня
report-left =
    { $count ->
        [one] У { $number } повідомленні це залишено порожнім.
        [few] У { $number } повідомленнях це залишено порожнім.
        [many] У { $number } повідомленнях це залишено порожнім.
       *[other] У { $number } повідомленнях це залишено порожнім.
    }
report-not-asked =
    { $count ->
        [one] { $number } надійшло за формою, яка про це не запитує.
        [few] { $number } надійшли за формами, які про це не запитують.
        [many] { $number } надійшли за формами, які про це не запитують.
       *[other] { $number } надійшли за формами, які про це не запитують.
    }
report-unknown =
    { $count ->
        [one] Для { $number } повідомлення тут немає форми або свідчення.
        [few] Для { $number } повідомлень тут немає форми або свідчення.
        [many] Для { $number } повідомлень тут немає форми або свідчення.
       *[other] Для { $number } повідомлень тут немає форми або свідчення.
    }

## Файли
report-files-title = Файли
report-files-lead =
    { $count ->
        [one] { $number } файл.
        [few] { $number } файли.
        [many] { $number } файлів.
       *[other] { $number } файлу.
    }
report-files-size = Усього { $size }.
report-files-without =
    { $count ->
        [0] Файли є в кожному повідомленні.
        [one] У { $number } повідомленні файлів немає.
        [few] У { $number } повідомленнях файлів немає.
        [many] У { $number } повідомленнях файлів немає.
       *[other] У { $number } повідомленнях файлів немає.
    }
report-files-head = Тип, як його назвав браузер
report-files-number = Файли
report-files-bytes = Розмір
report-media-image = Інші зображення
report-media-video = Інше відео
report-media-audio = Інший звук
report-media-text = Інший текст
report-media-other = Усе інше

## Що дозволяють джерела
report-uses-title = Що можна передавати
report-uses-lead = Що джерела дозволяють сьогодні, за видами використання. Кожне невідкликане повідомлення пораховано в кожному рядку один раз.
report-uses-without = Без згоди, за видами використання
report-uses-note = «Без згоди» включає і тих, хто просить спочатку запитати, і тих, хто сказав «ні».
report-without =
    { $count ->
        [0] усі зі згодою
       *[other] без згоди: { $number }
    }
report-value-yes = Так
report-value-anonymous = Без імені
report-value-ask = Спочатку запитати
report-value-no = Ні
report-use-c1 = Статистика
report-use-c2 = Організація-партнер або юрист
report-use-c3 = Організація Об’єднаних Націй
report-use-c4 = Суд, особу не розкривають
report-use-c5 = Суд, якому особа відома
report-use-c6 = Доповіді та засоби масової інформації
report-use-c7 = Звернення лікаря, психолога або юриста

## Ідентифікатори, імена й місця, де про них просили
report-named-title = Повідомлення за повідомленням
report-named-lead = Місця та імена файлів стоять тут так, як їх написали джерела.
