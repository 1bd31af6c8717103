# العربية: ما تسأل عنه الاستمارات. القواعد في static/texts/en.ftl وفي forms/en.ftl.
# «الفريق العامل» هو الفريق العامل المعني بالاحتجاز التعسفي، و«فريق المراجعة» هو من يقرأ في المنظمة.

## اختيار استمارة

desks-title = اختيار طريقة رواية ما حدث
desk-guided-title = رواية ما حدث، مع أسئلة تساعد
desk-guided-lead = الأسئلة ترافقك خطوة خطوة. ويمكنك تجاوز كل واحد منها.
desk-short-title = مجرد الكتابة إلينا وإرفاق ملفات
desk-short-lead = خانة واحدة لكلماتك، ومكان واحد للملفات.
desk-detention-title = اعتُقل شخص أو ما زال محتجزًا
desk-detention-lead = مع الأسئلة التي يطرحها فريق عامل تابع للأمم المتحدة عن الاعتقالات.

guided-lead =
    القرار لك في ما يُقال لنا. يمكنك تجاوز أي سؤال والتوقف في أي وقت.
    الأجزاء المغلقة إضافية: يمكن أن تبقى كلها مغلقة.
    إذا كان عمرك أقل من 18 سنة، فبضع كلمات تكفي.
detention-lead =
    القرار لك في ما يُقال لنا. يمكنك تجاوز أي سؤال والتوقف في أي وقت.
    يمكنك أن تحكي هذا عن نفسك أو عن شخص آخر.

## كل أنواع الأسئلة

choice-none = بلا جواب
not-said-unknown = لا أعرف
not-said-declined = أفضّل عدم القول
answer-yes = نعم
answer-no = لا
date-day = اليوم
date-month = الشهر، من 1 إلى 12
# السنة الميلادية: التواريخ الهجرية تُكتب بالكلمات في الخانة التي تلي.
date-year = السنة الميلادية
date-about = في ذلك الوقت تقريبًا
date-until = إذا استمر: حتى متى؟
date-words = أو بكلماتك
count-how = هل هو مضبوط أم تقديري؟
count-exact = هذا العدد مضبوط
count-estimate = هذا العدد تقديري

## بجانب جواب يعود

# $limit: عدد الحروف التي تتسع لها الخانة.
problem-too-long = المكان هنا يتسع لعدد { $limit } من الحروف. يمكنك وضع الباقي في موضع آخر من هذه الصفحة أو في ملف.
problem-not-an-option = هذا الجواب ليس من الأجوبة المعروضة. يُرجى الاختيار من جديد، أو تركه فارغًا.
problem-no-such-day = لا يوجد هذا التاريخ في التقويم. للسنة أربعة أرقام، والسنة وحدها تكفي أيضًا.
problem-not-a-number = يُرجى استعمال الأرقام هنا، مثل 12. ويمكنك أيضًا ترك الخانة فارغة.
problem-end-before-start = النهاية هنا قبل البداية. يُرجى النظر إلى التاريخين مرة أخرى.
problem-broken-text = بعض الحروف لم تصلنا كاملة. يُرجى النظر إلى هذا الجواب مرة أخرى.

## أنت وما تحكيه

you-title = أنت وما لديك
you-lead = هذا يبيّن لنا ما يمكنك معرفته بنفسك، وأي لغة نستخدم.
link-label = كيف عرفت بالأمر؟
link-experienced = حدث لي
link-saw = رأيته أو سمعته
link-family = حدث لأحد أفراد أسرتي
link-helping = أساعد شخصًا على رواية ما حدث
link-documents = لديّ مستندات أو تسجيلات عنه
language-label = ما هي لغة كتابتك؟
language-hint = لغتك هي الأفضل. يمكنك اختيار عدة لغات إذا كنت تمزج بينها.
language-es = الإسبانية
language-en = الإنجليزية
language-pt = البرتغالية
language-fr = الفرنسية
language-ar = العربية
language-fa = الفارسية
language-ht = الكريولية الهايتية
language-qu = الكيتشوا
language-guc = الوايو
language-ru = الروسية
language-uk = الأوكرانية
language-zh = الصينية
language-my = البورمية
language-tr = التركية
language-other = لغة أخرى

## خطر الآن

dangernow-title = إذا كان أحد في خطر الآن
dangernow-lead = هذا يتيح لنا النظر في العاجل أولًا. لكن القراءة قد تستغرق أيامًا، ولا نستطيع إنقاذ أحد.
danger-label = هل هناك أحد في خطر الآن؟
ongoing-label = هل ما زال الأمر مستمرًا؟
danger-words-label = ما هو الخطر؟
danger-words-hint = بضع كلمات تكفي. يُرجى عدم ذكر المكان الذي يختبئ فيه أي شخص.

## نوع ما حدث

kinds-title = نوع ما حدث
kinds-lead = هذا يساعد على أن يقرأه الشخص المناسب. لا بأس بعدم التأكد.
kind-label = ما الذي ينطبق؟
kind-hint = يمكنك اختيار ما شئت منها.
kind-killed = قُتل شخص
kind-taken = أُخذ شخص وأُخفي
kind-arrested = اعتُقل شخص أو احتُجز
kind-beaten = ضرب أو تعذيب أو سوء معاملة
kind-sexual = عنف جنسي أو تهديد به
kind-protest = إطلاق نار أو استخدام القوة في احتجاج
kind-punished = عقاب بسبب السياسة أو بسبب الهوية
kind-forced-out = إجبار على مغادرة البيت أو البلد
kind-attacked = اعتداء على مدافع عن الحقوق أو صحفي أو منظمة
kind-raid = مداهمة، أو سرقة، أو إلغاء جواز سفر
kind-custody = احتجاز بلا محامٍ أو بلا قاضٍ أو بلا دواء
kind-fighting = أذى في قتال مسلح
kind-other = شيء آخر

## متى وأين

whenwhere-title = متى وأين
whenwhere-lead = هذا يساعدنا على ربط ما رويته بما رواه آخرون.
when-label = متى حدث ذلك؟
when-hint = التقريب يكفي: شهر، أو فصل، أو سنة.
place-label = أين حدث ذلك؟
place-hint = تكفي بلدة، أو منطقة، أو نوع المكان.
whenwhere-words-label = متى وأين كان ذلك؟
whenwhere-words-hint = بكلماتك. التقريب يكفي.

wheremore-title = المزيد عن متى وأين
wheremore-lead = بهذا يمكن العثور على روايتك بين روايات أخرى من المكان نفسه.
daypart-label = في أي وقت من اليوم؟
daypart-before-dawn = قبل الفجر
daypart-morning = في الصباح
daypart-midday = نحو الظهر
daypart-afternoon = بعد الظهر
daypart-evening = في المساء
daypart-night = في الليل
country-label = البلد
state-label = الولاية أو المحافظة أو المنطقة
municipality-label = المدينة أو البلدة أو البلدية
place-kind-label = أي نوع من الأماكن كان؟
place-kind-home = بيت
place-kind-street = شارع أو ساحة
place-kind-work = مكان عمل
place-kind-school = مدرسة أو جامعة
place-kind-health = مستشفى أو عيادة
place-kind-meeting = دار عبادة، أو مقر حزب، أو مقر منظمة
place-kind-polling = مركز اقتراع
place-kind-checkpoint = حاجز تفتيش أو معبر حدودي
place-kind-police = مركز شرطة
place-kind-prison = سجن
place-kind-military = موقع عسكري
place-kind-secret = مكان احتجاز سري أو مجهول
place-kind-countryside = الريف، أو طريق، أو نهر
place-kind-other = مكان آخر

## الرواية

account-title = ما حدث
account-lead = هذا هو الأهم. وقد يعيد لحظات قاسية. يمكنك أيضًا إرسال ملفات فقط.
account-label = بكلماتك، ماذا حدث؟
# كل سطر تلميح قائم بذاته.
account-hint =
    الاختصار لا بأس به، وبأي ترتيب. قد يسأل فريقنا المزيد لاحقًا، بموافقتك فقط.
    ماذا رأيت أو سمعت بنفسك؟ وماذا قال لك أشخاص آخرون؟
    يمكنك استخدام حرف، مثل «أ»، لكل شخص.
    ما لا يمكن أن يعرفه أحد غيرك قد يُظهر من أنت.

## الأشخاص

people-title = عدد الأشخاص
people-lead = هذا يبيّن كم كان الأمر كبيرًا.
affected-label = كم شخصًا حدث لهم ذلك؟
affected-hint = عدد. والتقدير يكفي.

persons-title = الأشخاص الذين حدث لهم ذلك
persons-lead = هذا يتيح لنا التمييز بين شخص وآخر. لا حاجة إلى أسماء.
# $n: 1، 2، 3 …
person-each = الشخص { $n }
call-label = بماذا نسمّي هذا الشخص؟
call-hint = يُرجى استخدام حرف، مثل «أ»، أو اسم مختلق.
age-label = كم العمر تقريبًا؟
age-child-0-11 = طفل دون 12 سنة
age-child-12-17 = من 12 إلى 17
age-adult-18-29 = من 18 إلى 29
age-adult-30-44 = من 30 إلى 44
age-adult-45-59 = من 45 إلى 59
age-adult-60-up = 60 أو أكثر
gender-label = النوع الاجتماعي
gender-woman = امرأة أو فتاة
gender-man = رجل أو فتى
gender-another = غير ذلك
role-label = بماذا عُرف هذا الشخص، أو ماذا كان يفعل هناك؟
role-protester = الاحتجاج
role-poll-witness = مراقبة انتخابات
role-journalist = الصحافة
role-defender = الدفاع عن حقوق الإنسان
role-health-worker = رعاية المرضى أو الجرحى
role-other = شيء آخر
permission-label = هل يوافق هذا الشخص، أو أسرته، على روايتك لهذا؟
permission-hint = «لا» جواب مقبول. وهو يحدّ مما نفعله به.
permission-yes = نعم
permission-no = لا
permission-could-not-ask = لم أستطع السؤال
real-name-label = الاسم الحقيقي
id-number-label = وثيقة الهوية: نوعها ورقمها
born-label = تاريخ الميلاد
identity-hint = هذا يُقفَل على حدة. ولا يستطيع فتحه إلا المراجعون القلائل الذين يحتاجون إليه.
identity-hint-all = هذا يُقفَل على حدة. ويستطيع فريق المراجعة لدينا فتحه.

person-title = الشخص الذي اعتُقل
person-lead = يسأل الفريق العامل عن هذا. لا حاجة هنا إلى اسم.
nationality-label = الجنسية
profession-label = العمل أو النشاط
profession-hint = إذا كان من الممكن أن تكون له صلة بالاعتقال.
identity-title = اسم ذلك الشخص
identity-lead = يحتاج الفريق العامل إلى اسم لتقديم طلب رسمي. يمكنك إعطاؤه لاحقًا، أو عدم إعطائه أبدًا.
home-label = العنوان المعتاد

## من فعل ذلك

who-title = من فعل ذلك
who-lead = هذا يساعد على معرفة من أعطى الأوامر. لا بأس بعدم التأكد.
force-label = من كانوا، بحسب علمك؟
force-police = الشرطة
force-guard = الحرس الوطني أو الدرك
force-military = الجيش أو القوات البحرية أو الجوية
force-intelligence = المخابرات أو جهاز سري
force-prison-staff = العاملون في السجن
force-border = موظفو الحدود أو الهجرة
force-officials = موظفون رسميون آخرون
force-armed-civilians = مدنيون مسلحون إلى جانب السلطات
force-armed-group = جماعة مسلحة أخرى
force-private = شركة أو شخص عادي
force-other = أشخاص آخرون
unit-label = ماذا لاحظت عنهم؟
unit-hint = مثل الوحدة أو الزي أو الشارة أو المركبة أو اللوحة أو السلاح أو الأسماء أو الأوامر. فقط ما رأيته أو سمعته.
known-by-label = كيف عرفت أنهم هم؟
known-by-saw = رأيتهم
known-by-marks = من الزي أو الشارة أو المركبة
known-by-they-said = هم قالوا ذلك
known-by-others-said = قال ذلك أشخاص آخرون
known-by-guess = هذا تخمين

## الاعتقال والاحتجاز

held-title = إذا اعتُقل شخص أو احتُجز
detained-title = الاحتجاز
held-warning = الأسئلة التالية عن الاعتقال والاحتجاز. يمكنك تركها كلها فارغة والمتابعة في الأسفل.
held-lead = هذا أول ما يسأل عنه المحامون والأمم المتحدة.
held-since-label = متى بدأ الاحتجاز؟
held-since-hint = فقط إذا كان في يوم غير يوم الاعتقال. التقريب يكفي.
held-warrant-label = هل أظهروا مذكرة توقيف أو ورقة رسمية أخرى؟
held-authority-label = أي سلطة أمرت بالاحتجاز؟
held-reason-label = ما السبب الذي ذكرته السلطات؟
held-law-label = ما القانون أو التهمة التي ذكروها؟
held-place-label = أين احتُجز الشخص؟
held-place-hint = إذا كانت هناك أماكن عدة، فبترتيبها. وآخرها هو المكان الحالي.
held-by-label = أي قوة أو جهاز يحتجز الشخص أو احتجزه؟
held-lawyer-label = هل تمكّن الشخص من التحدث مع محامٍ؟
held-family-label = هل تمكّنت الأسرة من الزيارة أو الاتصال؟
access-yes = نعم
access-limited = بعد تأخير فقط، أو ليس على انفراد أبدًا
access-no = لا
held-court-label = هل عُرض الشخص على قاضٍ؟
held-decision-label = متى كان ذلك، وماذا تقرر؟
held-still-label = هل ما زال الشخص محتجزًا؟
held-end-label = إذا انتهى الاحتجاز، فمتى؟

arrest-title = متى وأين كان الاعتقال
arrest-lead = بتاريخ ومكان، يمكن البحث عن حالة الاعتقال والسؤال عنها.
arrest-when-label = متى كان الاعتقال؟
arrest-place-label = أين كان الاعتقال؟
arrestmore-title = المزيد عن الاعتقال
arrestmore-lead = هذا يبيّن هل جرى الاعتقال وفق القانون.
arrest-authority-label = أي سلطة أصدرت تلك الورقة؟

## ما جرى القيام به

measures-title = ما جرى القيام به حتى الآن
measures-lead = يسأل الفريق العامل عن هذا. لا يحتاج أحد إلى القيام بأي خطوة من أجلنا.
steps-label = ماذا جرى القيام به لدى المحاكم أو السلطات؟
steps-hint = مثل شكوى، أو طلب إلى قاضٍ. «لا شيء، لم يكن ذلك آمنًا» جواب أيضًا.
steps-outcome-label = ماذا نتج عن ذلك؟

## أُخذ شخص وأُخفي

missing-title = إذا أُخذ شخص وأُخفي
missing-warning = الأسئلة التالية عن شخص مفقود. يمكنك تركها كلها فارغة والمتابعة في الأسفل.
missing-lead = بهذا يمكن للأمم المتحدة أن تسأل حكومةً عن الشخص.
missing-seen-label = متى شوهد الشخص آخر مرة؟
missing-place-label = أين شوهد الشخص آخر مرة؟
missing-reply-label = ماذا قالت السلطات؟
missing-search-label = ماذا جرى القيام به للعثور على الشخص؟
missing-search-hint = «لا شيء، لم يكن ذلك آمنًا» جواب أيضًا. لا يحتاج أحد إلى البحث من أجلنا.

## قُتل شخص

death-title = إذا قُتل شخص
death-warning = الأسئلة التالية عن وفاة. يمكنك تركها كلها فارغة والمتابعة في الأسفل.
death-lead = هذا يساعد الخبراء على فهم ما حدث.
death-place-label = أين عُثر على الشخص؟
death-injuries-label = ما الإصابات التي رأيتها بنفسك؟
death-injuries-hint = فقط إن أردت التفكير في ذلك الآن.
death-body-label = أين الجثمان الآن؟
death-body-family = لدى الأسرة
death-body-authorities = لدى السلطات
death-body-buried = دفنه آخرون
death-body-not-found = لم يُعثر عليه
death-autopsy-label = هل فحص طبيب الجثمان؟

## الضرب والتعذيب

torture-title = إذا تعرّض شخص للضرب أو التعذيب
torture-warning = الأسئلة التالية عن العنف. يمكنك تركها كلها فارغة، والتوقف في أي وقت.
torture-lead = يعمل الأطباء والمحامون بهذا. وقد يسألون المزيد لاحقًا، بموافقتك فقط.
torture-authority-label = من كان يحتجز الشخص؟
torture-when-label = متى كان ذلك؟
torture-words-label = ما الذي فُعل؟
torture-words-hint = بكلماتك. والمقدار يعود إليك.
torture-effects-label = ما الآثار التي تركها، آنذاك أو الآن؟
torture-care-label = هل كانت هناك رعاية من طبيب أو من غيره؟
torture-papers-label = هل توجد أوراق أو صور عن ذلك؟
torture-papers-hint = إذا لم توجد، فلا بأس. لا حاجة إلى الحصول على أي منها.
torture-papers-papers = أوراق طبية
torture-papers-photos = صور
torture-papers-none = لا يوجد

## العنف الجنسي: لا يُطلب وصف أي شيء.

sexual-title = إذا كان هناك عنف جنسي
sexual-warning = لا حاجة إلى وصفه هنا. نسأل فقط هل يمكن لأحد أن يكتب إليك.
sexual-lead = الشخص المختص يعرف كيف يصغي دون أن يسأل مرتين.
specialist-label = هل يمكن لشخص مختص أن يكتب إليك عن ذلك؟
specialist-hint = ستكون الكتابة في صفحة «الردود». وكلماتك التسع تفتحها.
specialist-needs-label = ما الذي يساعدك؟
specialist-needs-woman = التحدث مع امرأة
specialist-needs-man = التحدث مع رجل
specialist-needs-interpreter = مترجم شفوي
specialist-needs-medical = طبيب أو ممرض

## المدافعون والمنظمات

defenders-title = إذا اعتُدي على مدافع عن الحقوق أو صحفي أو منظمة
defenders-warning = الأسئلة التالية عن التهديدات والاعتداءات. يمكنك تركها كلها فارغة والمتابعة في الأسفل.
defenders-lead = لدى الأمم المتحدة خبير معني بهذا، يمكنه أن يسأل حكومةً.
attack-label = ماذا فُعل؟
attack-threat = تهديدات
attack-followed = تتبّع أو مراقبة
attack-assault = ضرب أو اعتداء آخر على الجسد
attack-arrest = اعتقال
attack-raid = مداهمة، أو أخذ أشياء
attack-smear = أكاذيب أو إهانات علنية
attack-closed = أُغلقت المنظمة أو حُظرت
attack-money = جُمّدت أموال أو حسابات
attack-travel = أُخذ جواز سفر، أو مُنع سفر
attack-other = شيء آخر
work-label = أي نوع من العمل استُهدف؟
work-rights = حقوق الإنسان
work-journalism = الصحافة
work-law = المحاماة والقانون
work-union = نقابة
work-community = الأرض أو المياه أو مجتمع محلي
work-elections = الانتخابات
work-health = الصحة
work-teaching = التعليم أو الدراسة
work-other = شيء آخر

## آخرون يعرفون

others-title = من يعرف أيضًا
others-lead = هذا يجنّب الناس أن يُسألوا الأسئلة نفسها مرة أخرى.
witnesses-label = هل رأى أو سمع ذلك أشخاص آخرون؟
witnesses-hint = دون أسماء من فضلك. لا حاجة إلى سؤالهم عن أي شيء.
told-label = هل سبق أن رويت هذا لأحد؟ لمن، ومتى؟
told-hint = مثل محامٍ أو منظمة أو محكمة أو صحيفة.

## الوصول إليك

reach-title = طريقة أخرى للوصول إليك
reach-lead = كلماتك التسع تكفي للردود، وهي الطريقة الأسلم. ويمكنك هنا إضافة طريقة أخرى.
own-name-label = اسمك أنت، إن أردت ذكره
contact-label = طريقة أخرى للوصول إليك
contact-never-label = كيف أو متى لا يكون الاتصال بك آمنًا؟
contact-never-hint = مثل رقم يرد عليه آخرون، أو ساعة لست فيها وحدك. وهذا أيضًا يُقفَل على حدة.

## الدعم

help-title = الدعم الذي يفيدك
help-lead = هذا يبيّن لنا ما يُحتاج إليه. ولا نستطيع أن نعد به. وفي «سلامتك» مزيد للجميع.
support-label = ما الذي يساعد؟
support-medical = طبيب
support-psychological = أخصائي نفسي
support-legal = محامٍ
support-relocation = مكان أكثر أمانًا للعيش
support-none = لا شيء الآن

## العمر

young-title = إذا كان عمرك ربما أقل من 18 سنة
young-lead = في هذه الحالة، لا حاجة إلى ذكر أي تفاصيل. ما كتبته يكفي.
under-18-label = هل عمرك أقل من 18 سنة؟

## الملفات

aboutfiles-title = عن ملفاتك
aboutfiles-lead = معرفة مصدر الملف تجعل الوثوق به أسهل.
# $n: 1، 2، 3 …: أماكن اختيار الملفات، بترتيبها.
aboutfiles-each =
    { $n ->
        [1] عن الملفات تحت «{ files-first }»
        [2] عن الملفات تحت «{ files-second }»
        [3] عن الملفات تحت «{ files-third }»
       *[other] عن اختيارك للملفات رقم { $n }
    }
shows-label = ماذا تُظهر؟
origin-label = من أين جاءت؟
origin-made = أنا التقطتها أو أعددتها
origin-received = أعطاني إياها أحد أو أرسلها إليّ
origin-web = نسختها من الإنترنت
address-label = إذا كانت من الإنترنت: العنوان
copied-label = إذا كانت من الإنترنت: متى نُسخت؟
original-label = هل هي الأصلية؟
original-hint = الملفات الأصلية أكثر قيمة. والملفات المحوّلة عبر تطبيق مراسلة مرحّب بها أيضًا.
original-original = نعم، أصلية
original-forwarded = لا، محوّلة أو معدّلة
hidden-label = البيانات المخفية، مثل المكان وطراز الهاتف
hidden-hint = قد تُظهر البيانات المخفية من أنت. وفي الحالتين نقفلها مع الملف.
hidden-keep = إبقاؤها لفريق المراجعة لدينا
hidden-remove = إزالتها قبل أن يرى الملف أي شخص آخر

files-title = الصور ومقاطع الفيديو والمستندات
files-original = يُرجى إرسال الملف الأصلي إن أمكن. قد يحتوي على بيانات مخفية مثل المكان وطراز الهاتف.
files-reviewers = لا يستطيع فتحه إلا فريق المراجعة لدينا. ويرى الفريق أيضًا اسم الملف.
files-limits = يمكن أن يصل حجم كل ملف إلى { $file-limit }. ويمكن أن تصل الزيارة الواحدة إلى { $visit-limit }.
files-many =
    { $max-files ->
        [zero] لا يمكن إرسال ملفات في هذه الزيارة.
        [one] يمكنك إرسال ملف واحد في الزيارة.
        [two] يمكنك إرسال ملفين في الزيارة.
        [few] يمكنك إرسال ما يصل إلى { $max-files } ملفات في الزيارة.
        [many] يمكنك إرسال ما يصل إلى { $max-files } ملفًا في الزيارة.
       *[other] يمكنك إرسال ما يصل إلى { $max-files } ملف في الزيارة.
    }
files-long =
    { $upload-hours ->
        [zero] قد يستغرق الإرسال أقل من ساعة. يُرجى إبقاء الشاشة مضاءة وهذه الصفحة مفتوحة طوال ذلك.
        [one] قد يستغرق الإرسال ساعة واحدة على الأكثر. يُرجى إبقاء الشاشة مضاءة وهذه الصفحة مفتوحة طوال ذلك.
        [two] قد يستغرق الإرسال ساعتين على الأكثر. يُرجى إبقاء الشاشة مضاءة وهذه الصفحة مفتوحة طوال ذلك.
        [few] قد يستغرق الإرسال { $upload-hours } ساعات على الأكثر. يُرجى إبقاء الشاشة مضاءة وهذه الصفحة مفتوحة طوال ذلك.
        [many] قد يستغرق الإرسال { $upload-hours } ساعة على الأكثر. يُرجى إبقاء الشاشة مضاءة وهذه الصفحة مفتوحة طوال ذلك.
       *[other] قد يستغرق الإرسال { $upload-hours } ساعة على الأكثر. يُرجى إبقاء الشاشة مضاءة وهذه الصفحة مفتوحة طوال ذلك.
    }
files-first = الملفات
files-second = ملفات أخرى، من مجلد آخر
files-third = ملفات أخرى، من مجلد ثالث
