# العربية: ما يقرؤه المراجعون حول الأجوبة. أسماء الشهور كما تكتبها الأمم المتحدة.

## التواريخ

spoken-day-month-year = { $day }{ "\u00A0" }{ $month } { $year }
spoken-month-year = { $month } { $year }
spoken-day-month = { $day } { $month }، والسنة غير معروفة
spoken-day-year = اليوم { $day } من شهر غير معروف، { $year }
spoken-month = { $month }، والسنة غير معروفة
spoken-day = اليوم { $day }، والشهر والسنة غير معروفين
spoken-about = نحو { $date }
spoken-span = من { $from } حتى { $until }
spoken-until = حتى { $until }
spoken-month-1 = كانون الثاني/يناير
spoken-month-2 = شباط/فبراير
spoken-month-3 = آذار/مارس
spoken-month-4 = نيسان/أبريل
spoken-month-5 = أيار/مايو
spoken-month-6 = حزيران/يونيو
spoken-month-7 = تموز/يوليو
spoken-month-8 = آب/أغسطس
spoken-month-9 = أيلول/سبتمبر
spoken-month-10 = تشرين الأول/أكتوبر
spoken-month-11 = تشرين الثاني/نوفمبر
spoken-month-12 = كانون الأول/ديسمبر

## حول الأجوبة

reading-identity = أجوبة تكشف هوية أشخاص، مقفلة ولا يفتحها إلا { $who }
reading-identity-closed = توجد أجوبة تكشف هوية أشخاص. وهي مقفلة ولا يفتحها إلا { $who }.
reading-identity-away = توجد أجوبة تكشف هوية أشخاص. وهي مقفلة ولا يفتحها إلا { $who }، وليست في الخزنة.
reading-identity-others = آخرون
reading-unasked = ما يقف بجانب الأجوبة ولا تسأل عنه هذه الاستمارة
reading-replied = رد بتاريخ { $day }
reading-replied-by = رد بتاريخ { $day }، من { $who }

## ما يسمح به المصدر

reading-consent-given = الموافقة، كما أُعطيت
reading-consent-changed = الموافقة، كما غيّرها المصدر آخر مرة بتاريخ { $day }
reading-consent-withdrawn = الموافقة: سحبها المصدر بتاريخ { $day }. لا يجوز أن يخرج شيء.
reading-consent-none = الموافقة: لا يوجد سجل مفهوم لها. لا يجوز أن يخرج شيء.
reading-c1 = الإحصاءات
reading-c2 = منظمة شريكة أو محامٍ
reading-c3 = الأمم المتحدة
reading-c4 = محكمة، دون الكشف عن الهوية
reading-c5 = محكمة تعرف الهوية
reading-c6 = التقارير ووسائل الإعلام
reading-c7 = اتصال من طبيب أو أخصائي نفسي أو محامٍ
reading-value-no = لا
reading-value-ask = اسألوني أولًا
reading-value-anonymous = نعم، دون أي شيء يكشف هويتي
reading-value-yes = نعم
reading-no-death-penalty = لا يجوز أن يصل شيء إلى محكمة يمكن أن تحكم على أحد بالإعدام.
