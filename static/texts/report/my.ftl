## လက်ခံဌာနတစ်ခုက သူ့သိုလှောင်ခန်းအကြောင်း တာဝန်ရှိဖတ်ရှုသူရဲ့ စက်ပေါ်မှာ လုပ်တဲ့ အစီရင်ခံစာ။ ပြောပြသူတွေကို မပြပါ။

report-title = သိုလှောင်ခန်းထဲမှာ ရှိတာ
report-lead =
    { $count ->
       *[other] ပေးပို့မှု { $number } ခု၊ { $from } ကနေ { $until } အထိ။
    }
report-lead-once =
    { $count ->
        [1] ပေးပို့မှု တစ်ခု၊ { $from }။
       *[other] ပေးပို့မှု { $number } ခု၊ အားလုံး { $from }။
    }
report-empty = ဒီမှာ ပေးပို့မှု မရှိပါ။
report-only-desk = လက်ခံဌာန { $desk } သာ။
report-only-since = { $day } ကစပြီး ရောက်တာသာ။
report-only-until = { $day } အထိ ရောက်တာသာ။
report-care = လက်ခံဌာနရဲ့ ကိုယ်ပိုင်မျက်စိအတွက်သာ။ ပြောပြသူရဲ့ အမည်၊ အိုင်ဒီ၊ စကား ဘာမှ ဒီမှာ မပါပါ။ ဒါပေမဲ့ ဂဏန်းသေးသေးက လူတစ်ဦးကို ညွှန်ပြနိုင်ပါတယ်- ဒီစာမျက်နှာကို သိုလှောင်ခန်းလိုပဲ သိမ်းပါ။
report-care-named = ဒီစာမျက်နှာမှာ အိုင်ဒီ၊ ဖိုင်အမည်၊ နေရာတွေ ပြောပြသူတွေ ရေးတဲ့အတိုင်း ပါပါတယ်။ သိုလှောင်ခန်းလိုပဲ သိမ်းပြီး အလုပ်ပြီးရင် ဖျက်ပါ။
report-number = ပေးပို့မှုများ
report-as-table = ဒါကိုပဲ ဇယားနဲ့
report-made = { $day } မှာ { $version } နဲ့ လုပ်ထားပါတယ်။ ဒီစာမျက်နှာမှာ တခြားနေရာက ယူထားတာ မရှိပါ။

## ရက်၊ လနဲ့ ရက်သတ္တပတ်များ
report-day = { $year } { $month } { $number } ရက်
report-day-short = { $month } { $number }
report-month = { $year } { $month }
report-week-of = { $day } ကစတဲ့ အပတ်
report-month-1 = ဇန်
report-month-2 = ဖေ
report-month-3 = မတ်
report-month-4 = ဧပြီ
report-month-5 = မေ
report-month-6 = ဇွန်
report-month-7 = ဇူ
report-month-8 = ဩ
report-month-9 = စက်
report-month-10 = အောက်
report-month-11 = နို
report-month-12 = ဒီ

## ဘယ်တုန်းက ရောက်သလဲ
report-came-title = ဘယ်တုန်းက ရောက်သလဲ
report-came-day = နေ့အလိုက် ပေးပို့မှုများ
report-came-week = တနင်္လာနေ့ကစတဲ့ အပတ်အလိုက် ပေးပို့မှုများ
report-came-month = လအလိုက် ပေးပို့မှုများ
report-came-year = နှစ်အလိုက် ပေးပို့မှုများ
report-came-most = အများဆုံးရောက်တာ { $day }- { $number } ခု။
report-came-most-in = အများဆုံးရောက်တာ { $day }- { $number } ခု။
report-came-once = အားလုံး { $day } မှာ ရောက်ခဲ့ပါတယ်။
report-step-day = နေ့
report-step-week = အပတ်
report-step-month = လ
report-step-year = နှစ်

## လက်ခံဌာနကို စောင့်နေတာ
report-waits-title = သင့်ကို စောင့်နေတာ
report-waits-head = စောင့်နေတာ
report-waits-nothing = သင့်ကို ဘာမှ စောင့်မနေပါ။
report-waits-unanswered = ပြန်စာ မရှိသေး
report-waits-incomplete = ဒီမှာ အကုန် မရှိသေး
report-waits-repeated = ထပ်ပို့ထား၊ အကုန် ဒါမှမဟုတ် ဖိုင်တစ်ခု
report-waits-withdrawn = ပြောပြသူ ပြန်ရုပ်သိမ်းပြီး ဒီမှာ ရှိနေသေး
report-waits-not-kept = မသိမ်းလိုက်ရတဲ့ ဖိုင်များပါ
report-waits-doubtful = တာဝန်ခံစာရင်းနဲ့ မကိုက်
report-waits-no-consent = ဖတ်နိုင်တဲ့ သဘောတူညီချက် မရှိ
report-waits-unreadable = မဖွင့်နိုင်တဲ့ အထုပ်များ

## ပြောပြသူများ အမှတ်ခြစ်တာ
report-kinds-title = ဘာအကြောင်းလဲ
report-kinds-lead = ပြောပြသူများ အမှတ်ခြစ်တဲ့အတိုင်း။ ပေးပို့မှုတစ်ခုမှာ အမှတ်များစွာ ပါနိုင်ပါတယ်။
report-kinds-head = အမျိုးအစား
report-places-title = ဘယ်လိုနေရာလဲ
report-places-lead = ပြောပြသူများ အမှတ်ခြစ်တဲ့အတိုင်း။
report-places-head = နေရာအမျိုးအစား
report-languages-title = ဘယ်ဘာသာစကားနဲ့လဲ
report-languages-lead = ပြောပြခဲ့တဲ့ စာမျက်နှာရဲ့ ဘာသာစကား။
report-languages-head = ဘာသာစကား
report-desks-title = ဘယ်လက်ခံဌာနမှာလဲ
report-desks-lead = လက်ခံဌာနတစ်ခုစီရဲ့ ကိုယ်ပိုင် တာဝန်ရှိဖတ်ရှုသူများက ဖတ်ပါတယ်။
report-desks-head = လက်ခံဌာန
report-left =
    { $count ->
       *[other] { $number } ခုက ဒါကို ဗလာထားခဲ့ပါတယ်။
    }
report-not-asked =
    { $count ->
       *[other] { $number } ခုက ဒါကို မမေးတဲ့ ဖောင်နဲ့ ရောက်ခဲ့ပါတယ်။
    }
report-unknown =
    { $count ->
       *[other] { $number } ခုရဲ့ ဖောင် ဒါမှမဟုတ် ထွက်ဆိုချက် ဒီမှာ မရှိပါ။
    }

## ဖိုင်များ
report-files-title = ဖိုင်များ
report-files-lead =
    { $count ->
       *[other] ဖိုင် { $number } ခု။
    }
report-files-size = စုစုပေါင်း { $size }။
report-files-without =
    { $count ->
        [0] ပေးပို့မှုတိုင်းမှာ ဖိုင်ပါပါတယ်။
       *[other] ပေးပို့မှု { $number } ခုမှာ ဖိုင်မပါပါ။
    }
report-files-head = ဘရောင်ဇာ ခေါ်တဲ့အတိုင်း အမျိုးအစား
report-files-number = ဖိုင်အရေအတွက်
report-files-bytes = အရွယ်အစား
report-media-image = တခြား ရုပ်ပုံများ
report-media-video = တခြား ဗီဒီယို
report-media-audio = တခြား အသံ
report-media-text = တခြား စာသား
report-media-other = ကျန်တာအားလုံး

## ပြောပြသူများ ခွင့်ပြုတာ
report-uses-title = ဘာကို ပေးပို့နိုင်သလဲ
report-uses-lead = ပြောပြသူများ ဒီနေ့ ခွင့်ပြုထားတာ၊ အသုံးပြုမှု တစ်ခုချင်း။ ပြန်မရုပ်သိမ်းထားတဲ့ ပေးပို့မှုတစ်ခုစီကို စာကြောင်းတိုင်းမှာ တစ်ကြိမ် ရေတွက်ပါတယ်။
report-uses-without = သဘောတူညီချက်မရှိ၊ အသုံးပြုမှုအလိုက်
report-uses-note = “သဘောတူညီချက်မရှိ” က အရင်မေးစေလိုသူတွေနဲ့ ခွင့်မပြုသူတွေ နှစ်မျိုးလုံးကို ရေတွက်ပါတယ်။
report-without =
    { $count ->
        [0] အားလုံး သဘောတူညီချက်ရှိ
       *[other] သဘောတူညီချက်မရှိ { $number } ခု
    }
report-value-yes = ခွင့်ပြု
report-value-anonymous = အမည်မဖော်
report-value-ask = အရင်မေး
report-value-no = ခွင့်မပြု
report-use-c1 = ကိန်းဂဏန်း စာရင်းဇယား
report-use-c2 = လက်တွဲအဖွဲ့အစည်း ဒါမှမဟုတ် ရှေ့နေ
report-use-c3 = ကုလသမဂ္ဂ
report-use-c4 = တရားရုံး၊ ဘယ်သူလဲ မဖော်ပြ
report-use-c5 = တရားရုံး၊ ဘယ်သူလဲ သိ
report-use-c6 = အစီရင်ခံစာနဲ့ မီဒီယာ
report-use-c7 = ဆရာဝန်၊ စိတ်ပညာရှင် ဒါမှမဟုတ် ရှေ့နေက ဆက်သွယ်ခြင်း

## အိုင်ဒီ၊ အမည်နဲ့ နေရာများ၊ တောင်းထားရင်
report-named-title = ပေးပို့မှု တစ်ခုချင်း
report-named-lead = နေရာနဲ့ ဖိုင်အမည်များကို ပြောပြသူများ ရေးတဲ့အတိုင်း ဒီမှာ ပြထားပါတယ်။
