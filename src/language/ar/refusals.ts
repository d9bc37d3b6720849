import type { REFUSALS as ENGLISH } from "../en/refusals.ts";

/** Why an image was not read, by the error's code, and what to do (`.todo`), in Arabic. */
export const REFUSALS: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "refusal.FILE_UNREADABLE": "تعذّرت قراءة الملف.",
  "refusal.FILE_UNREADABLE.todo": "أرسله مرة أخرى. وإن لم ينجح ذلك فاسأل المسؤول عن هذا النظام.",
  "refusal.NOT_AN_IMAGE": "هذا الملف ليس صورة.",
  "refusal.NOT_AN_IMAGE.todo": "أرسل صورة الأشعة نفسها بصيغة DICOM أو PNG أو JPEG أو TIFF.",
  "refusal.TRUNCATED_FILE": "ينتهي الملف قبل اكتمال الصورة: جزء منه مفقود.",
  "refusal.TRUNCATED_FILE.todo": "انسخه أو صدّره من مصدره من جديد ثم أرسله مرة أخرى.",
  "refusal.CORRUPT_IMAGE": "الملف تالف: ما يذكره عن نفسه لا يوافق محتواه.",
  "refusal.CORRUPT_IMAGE.todo": "صدّره من مصدره من جديد ثم أرسله مرة أخرى.",
  "refusal.NO_PIXEL_DATA": "لا يحتوي ملف DICOM هذا على صورة، فقد يكون تقريرًا أو ترويسة فقط.",
  "refusal.NO_PIXEL_DATA.todo": "أرسل ملف DICOM الخاص بصورة الأشعة نفسها.",
  "refusal.UNSUPPORTED_ENCODING": "الصورة محفوظة بطريقة لا يستطيع هذا البرنامج قراءتها.",
  "refusal.UNSUPPORTED_ENCODING.todo": "صدّرها بصيغة DICOM غير مضغوطة أو PNG ثم أرسلها مرة أخرى.",
  "refusal.IMPLAUSIBLE_SIZE": "الصورة أصغر أو أكبر من أن تكون صورة أشعة.",
  "refusal.IMPLAUSIBLE_SIZE.todo": "أرسل صورة الأشعة بحجمها الأصلي، لا صورة مصغّرة عنها.",
  "refusal.NOT_A_CHEST_RADIOGRAPH":
    "هذه ليست صورة أشعة أمامية للصدر: إما أنها لا تبدو كذلك، وإما أن الملف نفسه يذكر أنها تُظهر شيئًا آخر.",
  "refusal.NOT_A_CHEST_RADIOGRAPH.todo":
    "لا تُقرأ إلا صور الصدر الأمامية (PA أو AP). فإن كانت كذلك فاطلب قراءتها رغم ذلك وراجع النتيجة بعناية خاصة.",
  "refusal.RADIOGRAPH_TURNED": "تبدو صورة الأشعة مقلوبة على جانبها أو رأسًا على عقب.",
  "refusal.RADIOGRAPH_TURNED.todo":
    "عدّل اتجاهها في مصدرها ثم أرسلها مرة أخرى. فالعارض يدير ما تراه فقط لا ما يُقرأ.",
  "refusal.RADIOGRAPH_INVERTED": "يبدو أن الأبيض والأسود معكوسان كما في الصورة السالبة.",
  "refusal.RADIOGRAPH_INVERTED.todo":
    "صدّرها بحيث يظهر العظم أبيض ثم أرسلها مرة أخرى. فالعارض يغيّر ما تراه فقط لا ما يُقرأ.",
  "refusal.RADIOGRAPH_SPOILED":
    "يبدو أن جزءًا فقط من الصدر ظاهر، أو أن الصورة مائلة أو غير واضحة أو مشوّشة أو مضغوطة أكثر من اللازم.",
  "refusal.RADIOGRAPH_SPOILED.todo":
    "أرسل صورة الأشعة الأصلية كاملة وغير مضغوطة. ولا تكفي صورة فوتوغرافية للشاشة أو للفيلم.",
  "refusal.COLOUR_IMAGE": "الصورة ملوّنة: فهي صورة فوتوغرافية أو لقطة شاشة أو فحص من نوع آخر.",
  "refusal.COLOUR_IMAGE.todo": "أرسل صورة الأشعة نفسها بتدرّجات الرمادي.",
  "refusal.ZERO_CONTRAST": "الصورة كلها بدرجة لون واحدة: لا يظهر فيها شيء.",
  "refusal.ZERO_CONTRAST.todo":
    "انظر إلى الأصل. فإن ظهرت فيه صورة الأشعة فصدّرها من جديد وأرسلها مرة أخرى.",
  "refusal.READING_FAILED": "استغرقت القراءة وقتًا أطول من اللازم أو انقطعت.",
  "refusal.READING_FAILED.todo": "أعد المحاولة. وإن فشلت مجددًا فاسأل المسؤول عن هذا النظام.",
  "refusal.READING_INTERRUPTED": "توقف النظام أثناء القراءة.",
  "refusal.READING_INTERRUPTED.todo": "أعد المحاولة. لم يُفقد شيء.",
  "refusal.OTHER": "تعذّرت قراءتها.",
  "refusal.OTHER.todo":
    "أعد المحاولة. وإن فشلت مجددًا فاسأل المسؤول عن هذا النظام واذكر له السبب أدناه.",
};
