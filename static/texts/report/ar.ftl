## التقرير الذي يعدّه مكتب عن خزنته، على جهاز المراجع نفسه. لا يُعرض على المصادر.

report-title = ما في الخزنة
report-lead =
    { $count ->
        [zero] لا إفادات، من { $from } إلى { $until }.
        [one] إفادة واحدة، من { $from } إلى { $until }.
        [two] إفادتان، من { $from } إلى { $until }.
        [few] { $number } إفادات، من { $from } إلى { $until }.
        [many] { $number } إفادة، من { $from } إلى { $until }.
       *[other] { $number } إفادة، من { $from } إلى { $until }.
    }
report-lead-once =
    { $count ->
        [zero] لا إفادات، في { $from }.
        [one] إفادة واحدة، في { $from }.
        [two] إفادتان، كلتاهما في { $from }.
        [few] { $number } إفادات، كلها في { $from }.
        [many] { $number } إفادة، كلها في { $from }.
       *[other] { $number } إفادة، كلها في { $from }.
    }
report-empty = لا توجد هنا أي إفادة.
report-only-desk = المكتب { $desk } فقط.
report-only-since = ما وصل منذ { $day } فقط.
report-only-until = ما وصل حتى { $day } فقط.
report-care = لأعين المكتب وحده. لا يوجد هنا أي اسم ولا معرّف ولا كلمة من مصدر. ومع ذلك، قد يدل عدد صغير على شخص: تُحفظ هذه الصفحة كما تُحفظ الخزنة.
report-care-named = في هذه الصفحة معرّفات وأسماء ملفات وأماكن كما كتبتها المصادر. تُحفظ كما تُحفظ الخزنة، وتُحذف بعد أن تؤدي غرضها.
report-number = الإفادات
report-as-table = الشيء نفسه في جدول
report-made = أُعدّ في { $day } بواسطة { $version }. لا شيء في هذه الصفحة يأتي من مكان آخر.

## الأيام والشهور والأسابيع
report-day = { $number }{ "\u00A0" }{ $month } { $year }
report-day-short = { $number } { $month }
report-month = { $month } { $year }
report-week-of = أسبوع { $day }
report-month-1 = يناير
report-month-2 = فبراير
report-month-3 = مارس
report-month-4 = أبريل
report-month-5 = مايو
report-month-6 = يونيو
report-month-7 = يوليو
report-month-8 = أغسطس
report-month-9 = سبتمبر
report-month-10 = أكتوبر
report-month-11 = نوفمبر
report-month-12 = ديسمبر

## متى وصل
report-came-title = متى وصل
report-came-day = الإفادات في اليوم
report-came-week = الإفادات في الأسبوع، من يوم الاثنين
report-came-month = الإفادات في الشهر
report-came-year = الإفادات في السنة
report-came-most = وصل أكبر عدد في { $day }: { $number }.
report-came-most-in = وصل أكبر عدد خلال { $day }: { $number }.
report-came-once = وصل كل ذلك في { $day }.
report-step-day = اليوم
report-step-week = الأسبوع
report-step-month = الشهر
report-step-year = السنة

## ما ينتظر المكتب
report-waits-title = ما ينتظركم
report-waits-head = ما ينتظر
report-waits-nothing = لا شيء ينتظركم.
report-waits-unanswered = من دون رد
report-waits-incomplete = ليس كله هنا
report-waits-repeated = أُرسل مرة أخرى، كله أو ملف منه
report-waits-withdrawn = سحبه المصدر، وما زال هنا
report-waits-not-kept = مع ملفات لم تُحفظ
report-waits-doubtful = لا يتفق مع قائمة المراجعين
report-waits-no-consent = من دون موافقة يمكن قراءتها
report-waits-unreadable = حزم لا تُفتح

## ما اختارته المصادر
report-kinds-title = عمّ يدور
report-kinds-lead = كما اختارته المصادر. قد تكون للإفادة عدة اختيارات.
report-kinds-head = النوع
report-places-title = نوع المكان
report-places-lead = كما اختارته المصادر.
report-places-head = نوع المكان
report-languages-title = بأي لغة
report-languages-lead = لغة الصفحة التي رُوي فيها.
report-languages-head = اللغة
report-desks-title = في أي مكتب
report-desks-lead = يقرؤه مراجعو كل مكتب.
report-desks-head = المكتب
report-left =
    { $count ->
        [zero] لا واحدة تركت هذا مفتوحًا.
        [one] واحدة تركت هذا مفتوحًا.
        [two] اثنتان تركتا هذا مفتوحًا.
        [few] { $number } تركن هذا مفتوحًا.
        [many] { $number } تركت هذا مفتوحًا.
       *[other] { $number } تركت هذا مفتوحًا.
    }
report-not-asked =
    { $count ->
        [zero] لا واحدة جاءت باستمارة لا تسأل عن ذلك.
        [one] واحدة جاءت باستمارة لا تسأل عن ذلك.
        [two] اثنتان جاءتا باستمارتين لا تسألان عن ذلك.
        [few] { $number } جئن باستمارات لا تسأل عن ذلك.
        [many] { $number } جاءت باستمارات لا تسأل عن ذلك.
       *[other] { $number } جاءت باستمارات لا تسأل عن ذلك.
    }
report-unknown =
    { $count ->
        [zero] لا واحدة تنقصها استمارتها أو شهادتها هنا.
        [one] واحدة ليست استمارتها أو شهادتها هنا.
        [two] اثنتان ليست استمارتهما أو شهادتهما هنا.
        [few] { $number } ليست استماراتها أو شهاداتها هنا.
        [many] { $number } ليست استمارتها أو شهادتها هنا.
       *[other] { $number } ليست استمارتها أو شهادتها هنا.
    }

## الملفات
report-files-title = الملفات
report-files-lead =
    { $count ->
        [zero] لا ملفات.
        [one] ملف واحد.
        [two] ملفان.
        [few] { $number } ملفات.
        [many] { $number } ملفًا.
       *[other] { $number } ملف.
    }
report-files-size = { $size } في المجموع.
report-files-without =
    { $count ->
        [0] في كل إفادة ملفات.
        [one] إفادة واحدة بلا ملفات.
        [two] إفادتان بلا ملفات.
        [few] { $number } إفادات بلا ملفات.
        [many] { $number } إفادة بلا ملفات.
       *[other] { $number } إفادة بلا ملفات.
    }
report-files-head = النوع، كما سمّاه المتصفح
report-files-number = الملفات
report-files-bytes = الحجم
report-media-image = صور أخرى
report-media-video = مقاطع فيديو أخرى
report-media-audio = تسجيلات صوتية أخرى
report-media-text = نصوص أخرى
report-media-other = أي شيء آخر

## ما تسمح به المصادر
report-uses-title = ما يجوز تسليمه
report-uses-lead = ما تسمح به المصادر اليوم، استخدامًا استخدامًا. كل إفادة لم تُسحب محسوبة مرة واحدة في كل سطر.
report-uses-without = من دون موافقة، بحسب الاستخدام
report-uses-note = «من دون موافقة» تشمل الاثنين: من يريدون أن يُسألوا أولًا، ومن قالوا لا.
report-without =
    { $count ->
        [0] الكل بموافقة
       *[other] { $number } من دون موافقة
    }
report-value-yes = نعم
report-value-anonymous = دون هوية
report-value-ask = السؤال أولًا
report-value-no = لا
report-use-c1 = الإحصاءات
report-use-c2 = منظمة شريكة أو محامٍ
report-use-c3 = الأمم المتحدة
report-use-c4 = محكمة، دون الكشف عن الهوية
report-use-c5 = محكمة تعرف الهوية
report-use-c6 = التقارير ووسائل الإعلام
report-use-c7 = اتصال من طبيب أو أخصائي نفسي أو محامٍ

## المعرّفات والأسماء والأماكن، حيث طُلبت
report-named-title = إفادة إفادة
report-named-lead = الأماكن وأسماء الملفات هنا كما كتبتها المصادر.
