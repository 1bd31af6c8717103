# فارسی: آنچه تیم بررسی در کنار پاسخ‌ها می‌خواند. ماه‌ها میلادی‌اند.

## تاریخ‌ها

spoken-day-month-year = { $day }{ "\u00A0" }{ $month } { $year }
spoken-month-year = { $month } { $year }
spoken-day-month = { $day } { $month }، سال نامعلوم
spoken-day-year = روز { $day } از ماهی نامعلوم، { $year }
spoken-month = { $month }، سال نامعلوم
spoken-day = روز { $day }، ماه و سال نامعلوم
spoken-about = حدود { $date }
spoken-span = از { $from } تا { $until }
spoken-until = تا { $until }
spoken-month-1 = ژانویه
spoken-month-2 = فوریه
spoken-month-3 = مارس
spoken-month-4 = آوریل
spoken-month-5 = مه
spoken-month-6 = ژوئن
spoken-month-7 = ژوئیه
spoken-month-8 = اوت
spoken-month-9 = سپتامبر
spoken-month-10 = اکتبر
spoken-month-11 = نوامبر
spoken-month-12 = دسامبر

## در کنار پاسخ‌ها

reading-identity = پاسخ‌هایی که افراد را می‌شناسانند، قفل‌شده برای { $who }
reading-identity-closed = پاسخ‌هایی هست که افراد را می‌شناسانند. برای { $who } قفل شده‌اند.
reading-identity-away = پاسخ‌هایی هست که افراد را می‌شناسانند. برای { $who } قفل شده‌اند و در خزانه نیستند.
reading-identity-others = دیگران
reading-unasked = آنچه کنار پاسخ‌هاست و این فرم آن را نمی‌پرسد
reading-replied = پاسخ داده شد در { $day }
reading-replied-by = پاسخ داده شد در { $day }، از سوی { $who }

## آنچه منبع اجازه می‌دهد

reading-consent-given = رضایت، همان‌طور که داده شد
reading-consent-changed = رضایت، همان‌طور که منبع آخرین بار در { $day } تغییرش داد
reading-consent-withdrawn = رضایت: منبع آن را در { $day } پس گرفت. هیچ چیز اجازهٔ خروج ندارد.
reading-consent-none = رضایت: هیچ ثبت معناداری از آن نیست. هیچ چیز اجازهٔ خروج ندارد.
reading-c1 = آمار
reading-c2 = سازمان همکار یا وکیل
reading-c3 = سازمان ملل متحد
reading-c4 = دادگاه، بدون آشکار شدن هویت
reading-c5 = دادگاهی که هویت را می‌داند
reading-c6 = گزارش‌ها و رسانه‌ها
reading-c7 = تماس پزشک، روان‌شناس یا وکیل
reading-value-no = نه
reading-value-ask = اول از من بپرسید
reading-value-anonymous = بله، بدون هیچ چیزی که مرا بشناساند
reading-value-yes = بله
reading-no-death-penalty = هیچ چیز اجازه ندارد به دادگاهی برسد که می‌تواند کسی را به اعدام محکوم کند.
