# فارسی: آنچه فرم‌ها می‌پرسند. قاعده‌ها در static/texts/en.ftl و در forms/en.ftl هستند.
# «گروه کاری» گروه کاری بازداشت خودسرانهٔ سازمان ملل است؛ «تیم بررسی» خوانندگان سازمان‌اند.

## انتخاب فرم

desks-title = انتخاب کنید چگونه می‌خواهید بگویید
desk-guided-title = گفتن آنچه رخ داد، با پرسش‌هایی که کمک می‌کنند
desk-guided-lead = پرسش‌ها گام به گام کمکتان می‌کنند. می‌توانید از تک‌تک آن‌ها بگذرید.
desk-short-title = فقط به ما بگویید و فایل پیوست کنید
desk-short-lead = یک خانه برای کلمه‌های شما، یک جا برای فایل‌ها.
desk-detention-title = کسی دستگیر شده یا در بازداشت است
desk-detention-lead = با پرسش‌هایی که یک گروه کاری سازمان ملل متحد دربارهٔ دستگیری‌ها می‌پرسد.

guided-lead =
    شما تصمیم می‌گیرید چه چیزی به ما بگویید. می‌توانید از هر پرسشی بگذرید و هر زمان دست نگه دارید.
    بخش‌های بسته اضافی‌اند: همهٔ آن‌ها می‌توانند بسته بمانند.
    اگر زیر 18 سال دارید، چند کلمه کافی است.
detention-lead =
    شما تصمیم می‌گیرید چه چیزی به ما بگویید. می‌توانید از هر پرسشی بگذرید و هر زمان دست نگه دارید.
    می‌توانید این را برای خودتان یا برای شخص دیگری بگویید.

## همهٔ انواع پرسش

choice-none = بدون پاسخ
not-said-unknown = نمی‌دانم
not-said-declined = ترجیح می‌دهم نگویم
answer-yes = بله
answer-no = نه
# برنامه این عددها را میلادی می‌خواند؛ تاریخ شمسی در خانهٔ «با کلمه‌های خودتان» جا دارد.
date-day = روز
date-month = ماه میلادی، از 1 تا 12
date-year = سال میلادی
date-about = حدود آن زمان
date-until = اگر ادامه داشت: تا کی؟
date-words = یا با کلمه‌های خودتان، مثلاً به تاریخ شمسی
count-how = دقیق است یا تخمینی؟
count-exact = این دقیق است
count-estimate = این تخمینی است

## کنار پاسخی که برمی‌گردد

# $limit: چند نویسه جا می‌گیرد.
problem-too-long = اینجا برای { $limit } نویسه جا هست. می‌توانید بقیه را در جای دیگری از این صفحه یا در یک فایل بگذارید.
problem-not-an-option = این پاسخ از گزینه‌های موجود نیست. لطفاً دوباره انتخاب کنید، یا آن را خالی بگذارید.
problem-no-such-day = تقویم میلادی چنین تاریخی ندارد. سال چهار رقم دارد، و سال به تنهایی هم خوب است.
problem-not-a-number = لطفاً اینجا از رقم استفاده کنید، مانند 12. می‌توانید آن را خالی هم بگذارید.
problem-end-before-start = پایان پیش از آغاز آمده است. لطفاً یک بار دیگر به هر دو تاریخ نگاه کنید.
problem-broken-text = بعضی از حرف‌ها کامل به ما نرسید. لطفاً یک بار دیگر به این پاسخ نگاه کنید.

## شما و آنچه می‌گویید

you-title = شما و آنچه می‌گویید
you-lead = این به ما می‌گوید خود شما چه چیزی را می‌توانید بدانید و چه زبانی به کار ببریم.
link-label = از کجا از آن خبر دارید؟
link-experienced = برای خودم رخ داد
link-saw = آن را دیدم یا شنیدم
link-family = برای کسی از خانواده‌ام رخ داد
link-helping = به کسی کمک می‌کنم که بگوید
link-documents = سند یا ضبطی از آن دارم
language-label = به کدام زبان می‌نویسید؟
language-hint = زبان خودتان بهترین است. اگر چند زبان را با هم به کار می‌برید، چندتا را علامت بزنید.
language-es = اسپانیایی
language-en = انگلیسی
language-pt = پرتغالی
language-fr = فرانسوی
language-ar = عربی
language-fa = فارسی
language-ht = کریول هائیتی
language-qu = کچوا
language-guc = وایو
language-ru = روسی
language-uk = اوکراینی
language-zh = چینی
language-my = برمه‌ای
language-tr = ترکی استانبولی
language-other = زبانی دیگر

## خطر در همین زمان

dangernow-title = اگر کسی اکنون در خطر است
dangernow-lead = با این می‌توانیم اول موارد فوری را ببینیم. خواندن باز هم ممکن است روزها طول بکشد، و نمی‌توانیم کسی را نجات دهیم.
danger-label = آیا کسی اکنون در خطر است؟
ongoing-label = آیا هنوز ادامه دارد؟
danger-words-label = خطر چیست؟
danger-words-hint = چند کلمه کافی است. جایی را که کسی در آن پنهان شده ننویسید.

## چه نوع رویدادی

kinds-title = چه نوع رویدادی بود
kinds-lead = این کمک می‌کند شخص مناسبی آن را بخواند. مطمئن نبودن اشکالی ندارد.
kind-label = کدام مورد مناسب است؟
kind-hint = هر چندتا را که می‌خواهید علامت بزنید.
kind-killed = کسی کشته شد
kind-taken = کسی را بردند و پنهان کردند
kind-arrested = کسی دستگیر یا بازداشت شد
kind-beaten = کتک، شکنجه، بدرفتاری
kind-sexual = خشونت جنسی یا تهدید به آن
kind-protest = تیراندازی یا زور در یک اعتراض
kind-punished = مجازات به خاطر سیاست یا به خاطر آنچه هستند
kind-forced-out = ناچار شدن به ترک خانه یا کشور
kind-attacked = حمله به یک مدافع حقوق، خبرنگار یا سازمان
kind-raid = یورش به یک محل، سرقت، باطل شدن گذرنامه
kind-custody = نبود وکیل، قاضی یا دارو در بازداشت
kind-fighting = آسیب در درگیری مسلحانه
kind-other = چیزی دیگر

## کی و کجا

whenwhere-title = کی و کجا
whenwhere-lead = این کمک می‌کند آنچه را می‌گویید به آنچه دیگران گفته‌اند پیوند دهیم.
when-label = کی رخ داد؟
when-hint = تقریبی خوب است: یک ماه، یک فصل، یک سال.
place-label = کجا رخ داد؟
place-hint = یک شهر، یک منطقه یا نوع جا کافی است.
whenwhere-words-label = کی و کجا بود؟
whenwhere-words-hint = با کلمه‌های خودتان. تقریبی خوب است.

wheremore-title = بیشتر دربارهٔ کی و کجا
wheremore-lead = با این می‌توان روایت شما را در میان روایت‌های دیگرِ همان جا پیدا کرد.
daypart-label = در کدام بخش از روز؟
daypart-before-dawn = پیش از سپیده‌دم
daypart-morning = صبح
daypart-midday = حدود ظهر
daypart-afternoon = بعدازظهر
daypart-evening = هنگام غروب
daypart-night = شب
country-label = کشور
state-label = ایالت، استان یا منطقه
municipality-label = شهر، شهرک یا شهرستان
place-kind-label = چه نوع جایی بود؟
place-kind-home = خانه
place-kind-street = خیابان یا میدان
place-kind-work = محل کار
place-kind-school = مدرسه یا دانشگاه
place-kind-health = بیمارستان یا درمانگاه
place-kind-meeting = عبادتگاه، محل حزب یا سازمان
place-kind-polling = محل رأی‌گیری
place-kind-checkpoint = ایست بازرسی یا مرز
place-kind-police = پاسگاه یا کلانتری
place-kind-prison = زندان
place-kind-military = محل نظامی
place-kind-secret = بازداشتگاه مخفی یا ناشناخته
place-kind-countryside = بیرون شهر، جاده یا رودخانه
place-kind-other = جایی دیگر

## روایت

account-title = آنچه رخ داد
account-lead = این اصل کار است. ممکن است لحظه‌های سخت را برگرداند. می‌توانید فقط فایل هم بفرستید.
account-label = با کلمه‌های خودتان، چه رخ داد؟
# هر سطر راهنمایی جداگانه‌ای است.
account-hint =
    کوتاه هم خوب است، به هر ترتیبی. تیم ما شاید بعداً بیشتر بپرسد، فقط اگر موافق باشید.
    خودتان چه دیدید یا شنیدید؟ دیگران به شما چه گفتند؟
    می‌توانید برای هر شخص یک حرف به کار ببرید، مانند «الف».
    چیزی که فقط شما می‌توانید بدانید، شاید نشان دهد کی هستید.

## افراد

people-title = چند نفر
people-lead = این نشان می‌دهد که چه اندازه بزرگ بود.
affected-label = برای چند نفر رخ داد؟
affected-hint = یک عدد. تخمین هم خوب است.

persons-title = کسانی که این برایشان رخ داد
persons-lead = با این می‌توانیم یک شخص را از دیگری بازشناسیم. نیازی به نام نیست.
# $n: 1، 2، 3 …
person-each = شخص { $n }
call-label = این شخص را چه بنامیم؟
call-hint = یک حرف، مانند «الف»، یا نامی ساختگی به کار ببرید.
age-label = حدوداً چند ساله؟
age-child-0-11 = کودک زیر 12 سال
age-child-12-17 = 12 تا 17
age-adult-18-29 = 18 تا 29
age-adult-30-44 = 30 تا 44
age-adult-45-59 = 45 تا 59
age-adult-60-up = 60 یا بیشتر
gender-label = جنسیت
gender-woman = زن یا دختر
gender-man = مرد یا پسر
gender-another = جنسیتی دیگر
role-label = این شخص را به چه می‌شناختند، یا آنجا چه می‌کرد؟
role-protester = اعتراض
role-poll-witness = نظارت بر انتخابات
role-journalist = روزنامه‌نگاری
role-defender = دفاع از حقوق بشر
role-health-worker = مراقبت از بیماران یا زخمی‌ها
role-other = چیزی دیگر
permission-label = آیا این شخص، یا خانواده‌اش، موافق است که شما این را بگویید؟
permission-hint = «نه» هم پاسخ خوبی است. کاری را که با آن می‌کنیم محدود می‌کند.
permission-yes = بله
permission-no = نه
permission-could-not-ask = نتوانستم بپرسم
real-name-label = نام واقعی
id-number-label = مدرک هویت: نوع و شماره
born-label = تاریخ تولد
identity-hint = این جداگانه قفل می‌شود. فقط چند نفر از تیم بررسی که به آن نیاز دارند می‌توانند بازش کنند.
identity-hint-all = این جداگانه قفل می‌شود. تیم بررسی ما می‌تواند بازش کند.

person-title = شخصی که دستگیر شد
person-lead = گروه کاری این را می‌پرسد. اینجا نیازی به نام نیست.
nationality-label = ملیت
profession-label = کار یا فعالیت
profession-hint = اگر شاید با دستگیری ارتباط داشته باشد.
identity-title = نام آن شخص
identity-lead = گروه کاری برای یک درخواست رسمی به نام نیاز دارد. می‌توانید آن را بعداً بدهید، یا هرگز.
home-label = نشانی معمول

## چه کسی این کار را کرد

who-title = چه کسی این کار را کرد
who-lead = این کمک می‌کند معلوم شود چه کسی دستور داد. مطمئن نبودن اشکالی ندارد.
force-label = تا جایی که می‌دانید، چه کسانی بودند؟
force-police = پلیس
force-guard = گارد ملی یا ژاندارمری
force-military = ارتش، نیروی دریایی یا نیروی هوایی
force-intelligence = سازمان اطلاعاتی یا مخفی
force-prison-staff = کارکنان زندان
force-border = مأموران مرز یا مهاجرت
force-officials = مأموران رسمی دیگر
force-armed-civilians = غیرنظامیان مسلح در کنار مقام‌ها
force-armed-group = گروه مسلح دیگر
force-private = یک شرکت یا شخص عادی
force-other = کسانی دیگر
unit-label = چه چیزی در آن‌ها به چشمتان خورد؟
unit-hint = مانند یگان، لباس فرم، نشان، خودرو، پلاک، سلاح، نام‌ها یا دستورها. فقط آنچه دیدید یا شنیدید.
known-by-label = از کجا می‌دانید که آن‌ها بودند؟
known-by-saw = آن‌ها را دیدم
known-by-marks = از لباس فرم، نشان یا خودرو
known-by-they-said = خودشان گفتند
known-by-others-said = دیگران گفتند
known-by-guess = حدس است

## دستگیری و بازداشت

held-title = اگر کسی دستگیر یا بازداشت شد
detained-title = بازداشت
held-warning = پرسش‌های بعدی دربارهٔ دستگیری و بازداشت است. می‌توانید همه را خالی بگذارید و پایین‌تر ادامه دهید.
held-lead = وکلا و سازمان ملل متحد اول این را می‌پرسند.
held-since-label = بازداشت کی آغاز شد؟
held-since-hint = فقط اگر روزی غیر از روز دستگیری بود. تقریبی خوب است.
held-warrant-label = آیا حکم بازداشت یا برگهٔ رسمی دیگری نشان دادند؟
held-authority-label = کدام مقام دستور بازداشت را داد؟
held-reason-label = مقام‌ها چه دلیلی آوردند؟
held-law-label = کدام قانون یا اتهام را نام بردند؟
held-place-label = شخص را کجا نگه داشتند؟
held-place-hint = اگر چند جا بود، به ترتیب. آخری جایی است که اکنون در آن است.
held-by-label = کدام نیرو یا نهاد این شخص را نگه داشته یا نگه می‌داشت؟
held-lawyer-label = آیا این شخص توانست با وکیل صحبت کند؟
held-family-label = آیا خانواده توانست ملاقات کند یا تماس بگیرد؟
access-yes = بله
access-limited = فقط دیر، یا هرگز تنها
access-no = نه
held-court-label = آیا این شخص را پیش قاضی بردند؟
held-decision-label = کی بود، و چه تصمیمی گرفته شد؟
held-still-label = آیا این شخص هنوز در بازداشت است؟
held-end-label = اگر پایان یافت، کی؟

arrest-title = دستگیری کی و کجا بود
arrest-lead = با تاریخ و جا، می‌توان یک دستگیری را پیدا کرد و درباره‌اش پرسید.
arrest-when-label = دستگیری کی بود؟
arrest-place-label = دستگیری کجا بود؟
arrestmore-title = بیشتر دربارهٔ دستگیری
arrestmore-lead = این نشان می‌دهد که دستگیری مطابق قانون بود یا نه.
arrest-authority-label = کدام مقام آن برگه را صادر کرد؟

## چه کارهایی انجام شد

measures-title = تاکنون چه انجام شده است
measures-lead = گروه کاری این را می‌پرسد. هیچ‌کس لازم نیست برای ما گامی بردارد.
steps-label = نزد دادگاه‌ها یا مقام‌ها چه انجام شده است؟
steps-hint = مانند شکایت، یا درخواست از قاضی. «هیچ، امن نبود» هم یک پاسخ است.
steps-outcome-label = نتیجهٔ آن چه شد؟

## کسی را بردند و پنهان کردند

missing-title = اگر کسی را بردند و پنهان کردند
missing-warning = پرسش‌های بعدی دربارهٔ شخصی است که ناپدید شده. می‌توانید همه را خالی بگذارید و پایین‌تر ادامه دهید.
missing-lead = با این، سازمان ملل متحد می‌تواند از یک دولت دربارهٔ این شخص بپرسد.
missing-seen-label = این شخص آخرین بار کی دیده شد؟
missing-place-label = این شخص آخرین بار کجا دیده شد؟
missing-reply-label = مقام‌ها چه گفته‌اند؟
missing-search-label = برای یافتن این شخص چه انجام شده است؟
missing-search-hint = «هیچ، امن نبود» هم یک پاسخ است. هیچ‌کس لازم نیست برای ما جست‌وجو کند.

## کسی کشته شد

death-title = اگر کسی کشته شد
death-warning = پرسش‌های بعدی دربارهٔ یک مرگ است. می‌توانید همه را خالی بگذارید و پایین‌تر ادامه دهید.
death-lead = این به کارشناسان کمک می‌کند بفهمند چه رخ داد.
death-place-label = این شخص کجا پیدا شد؟
death-injuries-label = خودتان چه زخم‌هایی دیدید؟
death-injuries-hint = فقط اگر می‌خواهید اکنون به آن فکر کنید.
death-body-label = پیکر اکنون کجاست؟
death-body-family = نزد خانواده
death-body-authorities = نزد مقام‌ها
death-body-buried = دیگران به خاک سپردند
death-body-not-found = پیدا نشده است
death-autopsy-label = آیا پزشکی پیکر را معاینه کرد؟

## کتک و شکنجه

torture-title = اگر کسی کتک خورد یا شکنجه شد
torture-warning = پرسش‌های بعدی دربارهٔ خشونت است. می‌توانید همه را خالی بگذارید، و هر زمان دست نگه دارید.
torture-lead = پزشکان و وکلا با این کار می‌کنند. شاید بعداً بیشتر بپرسند، فقط اگر موافق باشید.
torture-authority-label = چه کسی این شخص را نگه می‌داشت؟
torture-when-label = کی بود؟
torture-words-label = چه کردند؟
torture-words-hint = با کلمه‌های خودتان. اندازه‌اش را شما انتخاب می‌کنید.
torture-effects-label = چه اثرهایی داشت، آن زمان یا اکنون؟
torture-care-label = آیا پزشک یا کس دیگری رسیدگی کرد؟
torture-papers-label = آیا برگه یا عکسی از آن هست؟
torture-papers-hint = اگر نیست، اشکالی ندارد. لازم نیست چیزی تهیه کنید.
torture-papers-papers = برگه‌های پزشکی
torture-papers-photos = عکس
torture-papers-none = هیچ

## خشونت جنسی: خواسته نمی‌شود چیزی توصیف شود.

sexual-title = اگر خشونت جنسی در کار بود
sexual-warning = لازم نیست اینجا آن را شرح دهید. فقط می‌پرسیم که آیا کسی اجازه دارد برایتان بنویسد.
sexual-lead = یک متخصص می‌داند چگونه گوش دهد، بی‌آنکه دو بار بپرسد.
specialist-label = آیا یک متخصص اجازه دارد در این باره برایتان بنویسد؟
specialist-hint = در صفحهٔ «پاسخ‌ها» می‌نویسد. نُه کلمهٔ شما آن را باز می‌کند.
specialist-needs-label = چه چیزی به شما کمک می‌کند؟
specialist-needs-woman = صحبت با یک زن
specialist-needs-man = صحبت با یک مرد
specialist-needs-interpreter = مترجم شفاهی
specialist-needs-medical = پزشک یا پرستار

## مدافعان و سازمان‌ها

defenders-title = اگر به مدافع حقوق، خبرنگار یا سازمانی حمله شد
defenders-warning = پرسش‌های بعدی دربارهٔ تهدید و حمله است. می‌توانید همه را خالی بگذارید و پایین‌تر ادامه دهید.
defenders-lead = سازمان ملل متحد برای این کارشناسی دارد که می‌تواند از یک دولت بپرسد.
attack-label = چه کردند؟
attack-threat = تهدید
attack-followed = تعقیب یا زیر نظر گرفتن
attack-assault = ضرب‌وشتم یا حملهٔ دیگری به بدن
attack-arrest = دستگیری
attack-raid = یورش به محل، یا بردن وسایل
attack-smear = دروغ یا توهین در برابر همگان
attack-closed = سازمان بسته یا ممنوع شد
attack-money = پول یا حساب‌ها مسدود شد
attack-travel = گذرنامه گرفته شد، یا جلوی سفر گرفته شد
attack-other = چیزی دیگر
work-label = هدف چه نوع کاری بود؟
work-rights = حقوق بشر
work-journalism = روزنامه‌نگاری
work-law = وکالت و حقوق
work-union = اتحادیهٔ کارگری یا صنفی
work-community = زمین، آب یا یک جامعهٔ محلی
work-elections = انتخابات
work-health = سلامت
work-teaching = آموزش یا تحصیل
work-other = چیزی دیگر

## دیگرانی که می‌دانند

others-title = چه کسان دیگری می‌دانند
others-lead = این کمک می‌کند از مردم دوباره همان چیزها پرسیده نشود.
witnesses-label = آیا دیگران هم آن را دیدند یا شنیدند؟
witnesses-hint = لطفاً بدون نام. لازم نیست از آن‌ها چیزی بپرسید.
told-label = آیا این را پیش‌تر به کسی گفته‌اید؟ به چه کسی و کی؟
told-hint = مانند وکیل، سازمان، دادگاه یا روزنامه.

## دسترسی به شما

reach-title = راهی دیگر برای تماس با شما
reach-lead = نُه کلمهٔ شما برای پاسخ‌ها کافی است و امن‌ترین راه است. اینجا می‌توانید راه دیگری هم بیفزایید.
own-name-label = نام خودتان، اگر می‌خواهید بدهید
contact-label = راهی دیگر برای تماس با شما
contact-never-label = چگونه یا چه زمانی تماس با شما امن نیست؟
contact-never-hint = مانند شماره‌ای که دیگران جواب می‌دهند، یا ساعتی که تنها نیستید. این هم جداگانه قفل می‌شود.

## پشتیبانی

help-title = کمکی که می‌خواهید
help-lead = این به ما نشان می‌دهد چه نیاز است. نمی‌توانیم آن را قول بدهیم. «ایمنی شما» برای همه بیشتر می‌گوید.
support-label = چه چیزی کمک می‌کند؟
support-medical = پزشک
support-psychological = روان‌شناس
support-legal = وکیل
support-relocation = جایی امن‌تر برای زندگی
support-none = اکنون هیچ

## سن

young-title = اگر شاید زیر 18 سال دارید
young-lead = اگر چنین است، لازم نیست جزئیاتی بگویید. آنچه نوشته‌اید کافی است.
under-18-label = آیا زیر 18 سال دارید؟

## فایل‌ها

aboutfiles-title = دربارهٔ فایل‌های شما
aboutfiles-lead = وقتی معلوم باشد فایلی از کجا آمده، اعتماد به آن آسان‌تر است.
# $n: 1، 2، 3 …: جاهایی که فایل انتخاب می‌شود، به ترتیب.
aboutfiles-each =
    { $n ->
        [1] دربارهٔ فایل‌های زیر «{ files-first }»
        [2] دربارهٔ فایل‌های زیر «{ files-second }»
        [3] دربارهٔ فایل‌های زیر «{ files-third }»
       *[other] دربارهٔ فایل‌هایی که در جای { $n } انتخاب کردید
    }
shows-label = چه چیزی را نشان می‌دهند؟
origin-label = از کجا آمده‌اند؟
origin-made = خودم آن‌ها را ساخته‌ام یا گرفته‌ام
origin-received = کسی به من داد یا فرستاد
origin-web = از اینترنت کپی کردم
address-label = اگر از اینترنت است: نشانی
copied-label = اگر از اینترنت است: کی کپی شد؟
original-label = آیا اصل هستند؟
original-hint = فایل‌های اصلی ارزش بیشتری دارند. فایل‌هایی که با پیام‌رسان فرستاده شده‌اند هم خوب‌اند.
original-original = بله، اصل
original-forwarded = نه، بازفرستاده یا تغییر یافته
hidden-label = دادهٔ پنهان، مانند مکان و مدل گوشی
hidden-hint = دادهٔ پنهان ممکن است نشان دهد شما کی هستید. در هر دو حال آن را با فایل قفل می‌کنیم.
hidden-keep = برای تیم بررسی ما نگه دارید
hidden-remove = پیش از آنکه کس دیگری فایل را ببیند پاکش کنید

files-title = عکس، ویدیو و سند
files-original = اگر می‌توانید فایل اصلی را بفرستید. ممکن است دادهٔ پنهان داشته باشد، مانند مکان و مدل گوشی.
files-reviewers = فقط تیم بررسی ما می‌تواند آن را باز کند. نام آن را هم می‌بینند.
files-limits = هر فایل می‌تواند تا { $file-limit } باشد. یک بازدید می‌تواند تا { $visit-limit } باشد.
files-many =
    { $max-files ->
        [one] می‌توانید در یک بازدید یک فایل بفرستید.
       *[other] می‌توانید در یک بازدید تا { $max-files } فایل بفرستید.
    }
files-first = فایل‌ها
files-second = فایل‌های بیشتر، از پوشه‌ای دیگر
files-third = فایل‌های بیشتر، از پوشهٔ سوم
