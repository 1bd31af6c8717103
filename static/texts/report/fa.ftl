## گزارشی که یک میز از خزانهٔ خود می‌سازد، روی دستگاه خود بررسی‌کننده. به منابع نشان داده نمی‌شود.

report-title = آنچه در خزانه هست
report-lead =
    { $count ->
        [one] { $number } ارسال، از { $from } تا { $until }.
       *[other] { $number } ارسال، از { $from } تا { $until }.
    }
report-lead-once =
    { $count ->
        [one] { $number } ارسال، در { $from }.
       *[other] { $number } ارسال، همه در { $from }.
    }
report-empty = هیچ ارسالی اینجا نیست.
report-only-desk = فقط میز { $desk }.
report-only-since = فقط آنچه از { $day } به بعد آمده است.
report-only-until = فقط آنچه تا { $day } آمده است.
report-care = فقط برای چشم‌های خود میز. هیچ نام، شناسه یا کلمه‌ای از منبعی اینجا نیست. با این همه، عددی کوچک می‌تواند به یک شخص اشاره کند: این صفحه را مانند خزانه نگه دارید.
report-care-named = در این صفحه شناسه‌ها، نام فایل‌ها و جاها هست، همان‌طور که منابع نوشته‌اند. آن را مانند خزانه نگه دارید، و وقتی کارش تمام شد پاکش کنید.
report-number = ارسال‌ها
report-as-table = همان در یک جدول
report-made = ساخته‌شده در { $day } با { $version }. هیچ چیز این صفحه از جای دیگری نمی‌آید.

## روزها، ماه‌ها و هفته‌ها
report-day = { $number }{ "\u00A0" }{ $month } { $year }
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = هفتهٔ { $day }
report-month-1 = ژانویه
report-month-2 = فوریه
report-month-3 = مارس
report-month-4 = آوریل
report-month-5 = مه
report-month-6 = ژوئن
report-month-7 = ژوئیه
report-month-8 = اوت
report-month-9 = سپتامبر
report-month-10 = اکتبر
report-month-11 = نوامبر
report-month-12 = دسامبر

## چه زمانی آمد
report-came-title = چه زمانی آمد
report-came-day = ارسال‌ها در روز
report-came-week = ارسال‌ها در هفته، از دوشنبه
report-came-month = ارسال‌ها در ماه
report-came-year = ارسال‌ها در سال
report-came-most = بیشترین در { $day } آمد: { $number }.
report-came-most-in = بیشترین در طول { $day } آمد: { $number }.
report-came-once = همه در { $day } آمد.
report-step-day = روز
report-step-week = هفته
report-step-month = ماه
report-step-year = سال

## آنچه در انتظار میز است
report-waits-title = آنچه در انتظار شماست
report-waits-head = در انتظار
report-waits-nothing = چیزی در انتظار شما نیست.
report-waits-unanswered = بدون پاسخ
report-waits-incomplete = همهٔ آن اینجا نیست
report-waits-repeated = دوباره فرستاده شده، کامل یا فایلی از آن
report-waits-withdrawn = منبع پس گرفته، و هنوز اینجاست
report-waits-not-kept = با فایل‌هایی که نگه داشته نشدند
report-waits-doubtful = ناهمخوان با فهرست بررسی‌کنندگان
report-waits-no-consent = بدون رضایتی که بتوان خواند
report-waits-unreadable = بسته‌هایی که باز نمی‌شوند

## آنچه منابع علامت زدند
report-kinds-title = دربارهٔ چیست
report-kinds-lead = همان‌طور که منابع علامت زدند. یک ارسال می‌تواند چند علامت داشته باشد.
report-kinds-head = نوع
report-places-title = چه نوع جایی
report-places-lead = همان‌طور که منابع علامت زدند.
report-places-head = نوع جا
report-languages-title = به کدام زبان
report-languages-lead = زبان صفحه‌ای که در آن گفته شد.
report-languages-head = زبان
report-desks-title = در کدام میز
report-desks-lead = بررسی‌کنندگان خود هر میز آن را می‌خوانند.
report-desks-head = میز
report-left =
    { $count ->
        [one] { $number } مورد این را باز گذاشت.
       *[other] { $number } مورد این را باز گذاشتند.
    }
report-not-asked =
    { $count ->
        [one] { $number } مورد با فرمی آمد که این را نمی‌پرسد.
       *[other] { $number } مورد با فرم‌هایی آمدند که این را نمی‌پرسند.
    }
report-unknown =
    { $count ->
        [one] فرم یا شهادت { $number } مورد اینجا نیست.
       *[other] فرم یا شهادت { $number } مورد اینجا نیست.
    }

## فایل‌ها
report-files-title = فایل‌ها
report-files-lead =
    { $count ->
        [one] { $number } فایل.
       *[other] { $number } فایل.
    }
report-files-size = روی هم { $size }.
report-files-without =
    { $count ->
        [0] هر ارسال فایلی دارد.
        [one] { $number } ارسال فایلی ندارد.
       *[other] { $number } ارسال فایلی ندارد.
    }
report-files-head = نوع، همان‌طور که مرورگر نامید
report-files-number = فایل‌ها
report-files-bytes = اندازه
report-media-image = تصویرهای دیگر
report-media-video = ویدیوهای دیگر
report-media-audio = صداهای دیگر
report-media-text = متن‌های دیگر
report-media-other = هر چیز دیگر

## آنچه منابع اجازه می‌دهند
report-uses-title = آنچه می‌توان به دیگران داد
report-uses-lead = آنچه منابع امروز اجازه می‌دهند، استفاده به استفاده. هر ارسالی که پس گرفته نشده، در هر سطر یک بار شمرده شده است.
report-uses-without = بدون رضایت، بر پایهٔ استفاده
report-uses-note = «بدون رضایت» هر دو را می‌شمارد: کسانی که می‌خواهند اول از آن‌ها پرسیده شود، و کسانی که گفتند نه.
report-without =
    { $count ->
        [0] همه با رضایت
       *[other] { $number } بدون رضایت
    }
report-value-yes = بله
report-value-anonymous = بی‌نام
report-value-ask = اول پرسش
report-value-no = نه
report-use-c1 = آمار
report-use-c2 = سازمان همکار یا وکیل
report-use-c3 = سازمان ملل متحد
report-use-c4 = دادگاه، بدون آشکار شدن هویت
report-use-c5 = دادگاهی که هویت را می‌داند
report-use-c6 = گزارش‌ها و رسانه‌ها
report-use-c7 = تماس پزشک، روان‌شناس یا وکیل

## شناسه‌ها، نام‌ها و جاها، آنجا که خواسته شدند
report-named-title = ارسال به ارسال
report-named-lead = جاها و نام فایل‌ها اینجا همان‌طور است که منابع نوشته‌اند.
