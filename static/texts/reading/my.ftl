# မြန်မာဘာသာ- တာဝန်ရှိဖတ်ရှုသူများ အဖြေတွေဘေးမှာ ဖတ်ရတာတွေ။ စည်းမျဉ်းများ static/texts/en.ftl မှာ ရှိပါတယ်။

## ရက်စွဲများ

spoken-day-month-year = { $year } ခုနှစ် { $month }လ { $day } ရက်
spoken-month-year = { $year } ခုနှစ် { $month }လ
spoken-day-month = { $month }လ { $day } ရက်၊ ခုနှစ် မသိ
spoken-day-year = { $year } ခုနှစ်၊ လမသိ၊ { $day } ရက်
spoken-month = { $month }လ၊ ခုနှစ် မသိ
spoken-day = { $day } ရက်၊ လနဲ့ ခုနှစ် မသိ
spoken-about = { $date } လောက်
spoken-span = { $from } ကနေ { $until } အထိ
spoken-until = { $until } အထိ
spoken-month-1 = ဇန်နဝါရီ
spoken-month-2 = ဖေဖော်ဝါရီ
spoken-month-3 = မတ်
spoken-month-4 = ဧပြီ
spoken-month-5 = မေ
spoken-month-6 = ဇွန်
spoken-month-7 = ဇူလိုင်
spoken-month-8 = ဩဂုတ်
spoken-month-9 = စက်တင်ဘာ
spoken-month-10 = အောက်တိုဘာ
spoken-month-11 = နိုဝင်ဘာ
spoken-month-12 = ဒီဇင်ဘာ

## အဖြေများဝန်းကျင်

reading-identity = လူကို သိစေတဲ့ အဖြေများ၊ { $who } အတွက် ချိပ်ပိတ်ထား
reading-identity-closed = လူကို သိစေတဲ့ အဖြေများ ရှိပါတယ်။ { $who } အတွက် ချိပ်ပိတ်ထားပါတယ်။
reading-identity-away = လူကို သိစေတဲ့ အဖြေများ ရှိပါတယ်။ { $who } အတွက် ချိပ်ပိတ်ထားပြီး သိုလှောင်ခန်းထဲမှာ မရှိပါ။
reading-identity-others = တခြားသူများ
reading-unasked = အဖြေတွေဘေးမှာ ရှိပြီး ဒီဖောင်က မမေးတာ
reading-replied = { $day } ရက်နေ့မှာ ပြန်ဖြေခဲ့
reading-replied-by = { $day } ရက်နေ့မှာ { $who } က ပြန်ဖြေခဲ့

## ပြောပြသူ ခွင့်ပြုတာ

reading-consent-given = သဘောတူညီချက်၊ ပေးခဲ့တဲ့အတိုင်း
reading-consent-changed = သဘောတူညီချက်၊ ပြောပြသူက { $day } ရက်နေ့မှာ နောက်ဆုံး ပြောင်းခဲ့တဲ့အတိုင်း
reading-consent-withdrawn = သဘောတူညီချက်- ပြောပြသူက { $day } ရက်နေ့မှာ ပြန်ရုပ်သိမ်းခဲ့။ ဘာမှ အပြင်မထွက်ရပါ။
reading-consent-none = သဘောတူညီချက်- အဓိပ္ပာယ်ရှိတဲ့ မှတ်တမ်း မရှိ။ ဘာမှ အပြင်မထွက်ရပါ။
reading-c1 = ကိန်းဂဏန်း စာရင်းဇယား
reading-c2 = လက်တွဲအဖွဲ့အစည်း ဒါမှမဟုတ် ရှေ့နေ
reading-c3 = ကုလသမဂ္ဂ
reading-c4 = တရားရုံး၊ ဘယ်သူလဲ မဖော်ပြ
reading-c5 = တရားရုံး၊ ဘယ်သူလဲ သိ
reading-c6 = အစီရင်ခံစာနဲ့ မီဒီယာ
reading-c7 = ဆရာဝန်၊ စိတ်ပညာရှင်၊ ရှေ့နေက ဆက်သွယ်ခြင်း
reading-value-no = ခွင့်မပြုဘူး
reading-value-ask = ကျွန်ုပ်ကို အရင်မေးပါ
reading-value-anonymous = ခွင့်ပြုတယ်၊ ကျွန်ုပ်မှန်း သိစေတာ ဘာမှမပါဘဲ
reading-value-yes = ခွင့်ပြုတယ်
reading-no-death-penalty = တစ်ဦးဦးကို သေဒဏ်ချနိုင်တဲ့ တရားရုံးဆီ ဘာမှ မရောက်ရပါ။
