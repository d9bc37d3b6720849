import type { REPORT as ENGLISH } from "../en/report.ts";

/** What reports and the patient's page say, in Arabic. */
export const REPORT: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "report.title": "صورة الصدر الشعاعية: تقرير",
  "report.caution":
    "أجرى القراءة التالية برنامج حاسوبي. وقد يخطئ في الاتجاهين: يعدّ إيجابيًا ما ليس موجودًا، ويغفل عمّا هو موجود. يجب أن ينظر طبيب إلى الصورة الشعاعية نفسها.",
  "report.patient": "المريض",
  "report.patientId": "رقم المريض",
  "report.birthDate": "تاريخ الميلاد",
  "report.age": "العمر",
  "report.years":
    "{years, plural, zero {أقل من سنة} one {سنة واحدة} two {سنتان} few {# سنوات} many {# سنة} other {# سنة}}",
  "report.sex": "الجنس",
  "report.sex.F": "أنثى",
  "report.sex.M": "ذكر",
  "report.sex.O": "آخر",
  "report.studyDate": "تاريخ الفحص",
  "report.accession": "رقم الطلب",
  "report.view": "الوضعية",
  "report.received": "تاريخ الاستلام",
  "report.file": "الملف",
  "report.notStated": "غير مذكور",
  "report.impression": "الانطباع التشخيصي",
  "report.impression.none": "لم يكتب أحد انطباعًا تشخيصيًا.",
  "report.impression.edition": "النسخة {edition}، {author}، {time}",
  "report.impression.language": "لغة الكتابة: {language}",
  "report.noName": "بلا اسم (لا توجد حسابات على الخادم)",
  "report.image": "الصورة {number} من {count}",
  "report.findings": "قراءة البرنامج",
  "report.column.finding": "النتيجة",
  "report.column.verdict": "بالكلمات",
  "report.column.probability": "الاحتمال (فترة 95%)",
  "report.column.operatingPoint": "نقطة التشغيل",
  "report.any": "أي نتيجة",
  "report.explained":
    "الاحتمال: من بين كل 100 صورة يقيّمها النموذج مثل هذه، يوجد الشيء المذكور في نحو هذا العدد، حيث يكون شيوعه كما في الصور التي عُويِر النموذج عليها. الفترة: أين كان سيقع الاحتمال لو دُرِّب النموذج من جديد وعُويِر على مرضى آخرين. نقطة التشغيل: الاحتمال الذي يُعدّ ما يبلغه إيجابيًا. حدّي: تعبر الفترة نقطة التشغيل، وقد يقول تدريب آخر العكس. لم يُقيَّم: الأمثلة أقل من أن تُختار منها نقطة تشغيل.",
  "report.uncalibrated":
    "هذه احتمالات الشبكة نفسها دون معايرة. ليست لها نقاط تشغيل: لا يُعدّ أي شيء إيجابيًا.",
  "report.readAnyway": "قُرئت مع أن النموذج يرفض هذه الصورة: {reason}",
  "report.notRead": "لم تُقرأ: {reason}",
  "report.warnings": "ملاحظات على الصورة",
  "report.warning.range":
    "لا يذكر الملف كيف تُعرض درجات الرمادي فيه. يُعرض مدى الصورة نفسها، من {low} إلى {high}.",
  "report.warning.first": "يحتوي الملف على أكثر من صورة (العدد: {count}). تُقرأ الأولى.",
  "report.pictures": "الصور",
  "report.picture.radiograph": "الصورة الشعاعية",
  "report.picture.boxes": "الأطر المرقّمة رسمها أشخاص؛ انظر ما قالوه.",
  "report.picture.heatmap": "خريطة حرارية: {finding}",
  "report.picture.empty": "الخريطة فارغة: لا توجد منطقة تدعم ذلك.",
  "report.picture.none": "لم يبلغ أي شيء نقطة تشغيله، لذلك لا تُعرض خريطة حرارية.",
  "report.picture.left": "حُذفت هنا ليبقى المستند صغيرًا؛ تعرض غرفة القراءة كل الصور.",
  "report.picture.scale": "لا دعم – أقصى دعم في تلك الخريطة",
  "report.picture.coarse":
    "الخرائط الحرارية (Grad-CAM) خشنة: {columns} × {rows} خلية، حجم كل منها نحو {width} × {height} بكسل من الصورة الشعاعية. تُظهر منطقة لا حدودًا، وما هو أصغر من خلية لا يمكن تمييزه عمّا حوله.",
  "report.picture.limits":
    "تُظهر الخريطة الحرارية أي منطقة دعمت النتيجة. ولا تُظهر هل هي موجودة فعلًا، ولا حجمها ولا شدتها، ولا يمكن مقارنة الخرائط بعضها ببعض. الصور هنا مصغّرة وليست للتشخيص.",
  "report.feedback": "ما قاله الأشخاص عن القراءة",
  "report.feedback.none": "لم يقل أحد شيئًا عن هذه القراءة.",
  "report.feedback.agree": "موافقة على القراءة",
  "report.feedback.agreeOn": "موافقة: {finding}",
  "report.feedback.disagree": "عدم موافقة على القراءة",
  "report.feedback.disagreeOn": "عدم موافقة: {finding}",
  "report.feedback.missed": "غفل عنه البرنامج: {finding}",
  "report.feedback.comment": "تعليق",
  "report.feedback.commentOn": "تعليق: {finding}",
  "report.feedback.box": "الإطار {number}",
  "report.feedback.earlier": "عن قراءة سابقة",
  "report.about": "عن هذا المستند",
  "report.model": "النموذج",
  "report.version": "الإصدار",
  "report.readAt": "وقت القراءة",
  "report.printedAt": "وقت الطباعة",
  "report.page": "صفحة",
  "patient.title": "صورة الصدر الشعاعية الخاصة بك",
  "patient.subtitle": "ما لاحظه برنامج حاسوبي في الصورة",
  "patient.name": "الاسم",
  "patient.date": "تاريخ الصورة",
  "patient.first":
    "هذه الورقة ليست تشخيصًا. أعدّها برنامج مخصص للبحث. طبيبك أو فريق رعايتك فقط يمكنه أن يشرح ما تعنيه الصورة لك.",
  "patient.looked": "ما الذي نُظر إليه",
  "patient.looked.text":
    "نظر البرنامج إلى {count, plural, zero {صور} one {صورة واحدة} two {صورتين} few {# صور} many {# صورة} other {# صورة}} لصدرك. وبحث عن 14 نوعًا من التغيّرات تعلّمها من صور كثيرة أخرى. ولم يكن يعرف شيئًا عن شعورك، ولا عن أمراضك السابقة، ولا عن فحوصك الأخرى.",
  "patient.noticed": "ما الذي لاحظه البرنامج",
  "patient.noticed.nothing":
    "لم يضع البرنامج علامة على أي شيء لينظر إليه أحد عن قرب. هذا لا يثبت أن كل شيء سليم: انظر أدناه.",
  "patient.noticed.unclear":
    "لم يضع البرنامج علامة واضحة على أي شيء لينظر إليه أحد عن قرب. ولم يستطع أن يحدد بعض الأشياء: قد يكون الجواب نعم أو لا. يمكنك أن تسأل فريق رعايتك عمّا يراه.",
  "patient.unread": "لم يعطِ البرنامج نتيجة. هذا يخصّ الصورة أو البرنامج، ولا يقول شيئًا عنك.",
  "patient.partlyUnread": "لم يتمكن البرنامج من استخدام كل الصور. هذا لا يقول شيئًا عنك.",
  "patient.unsure":
    "لم يكن البرنامج متأكدًا من أنه يستطيع استخدام هذا النوع من الصور. لذلك فإن ما يقوله أقل وزنًا.",
  "patient.confirmed": "رآه البرنامج، ووافق عليه شخص راجع الصورة",
  "patient.missed": "لاحظه شخص راجع الصورة، ولم يضع البرنامج علامة عليه",
  "patient.marked": "وضع البرنامج علامة عليه لينظر إليه أحد عن قرب",
  "patient.marked.text":
    "لم يؤكد أحد هذه العلامات في هذه الورقة. يمكنك أن تسأل فريق رعايتك عمّا يراه.",
  "patient.doubted": "وضع البرنامج علامة عليه، لكن شخصًا راجع الصورة لا يوافق",
  "patient.disputed": "وضع البرنامج علامة عليه، واختلف في ذلك من راجعوا الصورة",
  "patient.disagreed":
    "شخص راجع الصورة لا يوافق على ما قاله البرنامج إجمالًا. يمكنك أن تسأل عمّا يراه.",
  "patient.unclear": "لم يستطع البرنامج أن يحدد ما يخصّ:",
  "patient.others":
    "{count, plural, zero {لا شيء آخر} one {شيء آخر} two {شيئان آخران} few {# أشياء أخرى} many {# شيئًا آخر} other {# شيء آخر}}",
  "patient.unmarked": "بحث البرنامج أيضًا عمّا يلي ولم يضع عليه علامة:",
  "patient.unjudged": "لا يستطيع البرنامج أن يحكم على:",
  "patient.among": "من بين كل 100 صورة تبدو للبرنامج مثل هذه، يظهر هذا فعلًا في نحو {count} منها.",
  "patient.not": "ما الذي لا يعنيه هذا",
  "patient.not.mark":
    "وجود علامة لا يعني وجود مرض. كثيرًا ما يضع البرنامج علامة على أشياء يتبيّن أنها غير موجودة.",
  "patient.not.clear":
    "عدم وجود علامة لا يعني أن كل شيء سليم. تفوت البرنامجَ أشياء، وبعض الأمراض لا تظهر في صورة الأشعة أبدًا.",
  "patient.not.urgent": "لا يستطيع البرنامج أن يعرف مدى خطورة الأمر. يحكم في ذلك المختصون.",
  "patient.next": "ما الخطوة التالية",
  "patient.next.talk":
    "يُرجى التحدث مع الطبيب أو الممرّض الذي طلب الصورة، وإحضار هذه الورقة. أسئلة يمكنك طرحها: من نظر إلى صورتي؟ ماذا ترون فيها؟ هل أحتاج إلى فحص آخر، ومتى؟",
  "patient.next.medicine": "يُرجى عدم بدء أي دواء أو إيقافه أو تغييره بسبب هذه الورقة.",
  "patient.help": "اطلب المساعدة فورًا، مهما قالت هذه الورقة",
  "patient.help.text":
    "اتصل برقم الطوارئ عند صعوبة تنفس شديدة أو مفاجئة، أو ألم شديد أو ضغط في الصدر، أو ازرقاق الشفتين أو شحوبهما، أو سعال مصحوب بدم، أو إغماء، أو ارتباك مفاجئ.",
  "patient.finding.Atelectasis": "جزء من الرئة فيه هواء أقل",
  "patient.finding.Cardiomegaly": "قلب يبدو كبيرًا",
  "patient.finding.Effusion": "سائل حول الرئة",
  "patient.finding.Infiltration": "منطقة ضبابية في الرئة",
  "patient.finding.Mass": "بقعة كبيرة نسبيًا",
  "patient.finding.Nodule": "بقعة صغيرة",
  "patient.finding.Pneumonia": "علامات قد تصاحب عدوى في الرئة",
  "patient.finding.Pneumothorax": "هواء حول الرئة",
  "patient.finding.Consolidation": "منطقة كثيفة في الرئة",
  "patient.finding.Edema": "سائل زائد في الرئتين",
  "patient.finding.Emphysema": "رئتان فيهما هواء زائد",
  "patient.finding.Fibrosis": "خطوط تشبه ندوبًا صغيرة",
  "patient.finding.Pleural_Thickening": "غشاء أسمك حول الرئة",
  "patient.finding.Hernia": "جزء من المعدة في الصدر",
  "patient.about.Atelectasis":
    "قد يكون جزء من الرئة أقل انفتاحًا من المعتاد. قد يحدث هذا مثلًا عندما يكون التنفس سطحيًا.",
  "patient.about.Cardiomegaly":
    "قد يبدو القلب أكبر من المعتاد. طريقة التقاط الصورة قد تجعل القلب يبدو كبيرًا أيضًا.",
  "patient.about.Effusion": "قد يوجد سائل بين الرئة وجدار الصدر. لهذا أسباب كثيرة ممكنة.",
  "patient.about.Infiltration": "قد يبدو جزء من الرئة ضبابيًا. أشياء كثيرة مختلفة قد تبدو هكذا.",
  "patient.about.Mass":
    "قد توجد بقعة كبيرة نسبيًا في الصورة. لا تستطيع صورة كهذه أن تبيّن ما هي؛ فحوص أخرى تستطيع.",
  "patient.about.Nodule":
    "قد توجد بقعة صغيرة مستديرة في الصورة. البقع الصغيرة شائعة، ويتبيّن أن معظمها غير ضار.",
  "patient.about.Pneumonia":
    "قد يبدو جزء من الرئة كما يبدو أثناء العدوى. ما تشعر به يدل أكثر من هذه العلامة.",
  "patient.about.Pneumothorax":
    "قد يوجد هواء بين الرئة وجدار الصدر. يُرجى السؤال اليوم إن كان فريق الرعاية قد راجع هذا.",
  "patient.about.Consolidation":
    "قد يبدو جزء من الرئة صلبًا بدلًا من أن يكون مليئًا بالهواء. العدوى واحد من أسباب عدة ممكنة.",
  "patient.about.Edema":
    "قد يوجد في الرئتين سائل أكثر من المعتاد. قد يكون السبب القلب أو شيئًا آخر.",
  "patient.about.Emphysema":
    "قد يكون في الرئتين هواء أكثر من المعتاد. يحدث هذا غالبًا ببطء، على مدى سنوات.",
  "patient.about.Fibrosis": "قد توجد في الرئتين خطوط دقيقة تشبه ندوبًا صغيرة. قد تكون من مرض قديم.",
  "patient.about.Pleural_Thickening":
    "قد يبدو الغشاء الرقيق حول الرئة أسمك من المعتاد. قد يكون من شيء حدث منذ زمن طويل.",
  "patient.about.Hernia":
    "قد يكون جزء من المعدة أعلى من مكانه المعتاد. هذا شائع ولا يسبب متاعب في الغالب.",
};
