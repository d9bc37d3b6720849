/** What reports and the patient's page say, in English. */
export const REPORT = {
  "report.title": "Chest radiograph: report",
  "report.caution":
    "A computer program made the reading below. It can be wrong in both directions: it calls positive what is not there, and overlooks what is. A clinician must look at the radiograph itself.",
  "report.patient": "Patient",
  "report.patientId": "Patient ID",
  "report.birthDate": "Date of birth",
  "report.age": "Age",
  "report.years": "{years, plural, one {# year} other {# years}}",
  "report.sex": "Sex",
  "report.sex.F": "female",
  "report.sex.M": "male",
  "report.sex.O": "other",
  "report.studyDate": "Study date",
  "report.accession": "Accession number",
  "report.view": "View",
  "report.received": "Received",
  "report.file": "File",
  "report.notStated": "not stated",
  "report.impression": "Impression",
  "report.impression.none": "Nobody has written an impression.",
  "report.impression.edition": "Edition {edition}, {author}, {time}",
  "report.impression.language": "Written in: {language}",
  "report.noName": "no name (the server has no accounts)",
  "report.image": "Image {number} of {count}",
  "report.findings": "Reading by the program",
  "report.column.finding": "Finding",
  "report.column.verdict": "In words",
  "report.column.probability": "Probability (95% interval)",
  "report.column.operatingPoint": "Operating point",
  "report.any": "Any finding",
  "report.explained":
    "Probability: of 100 radiographs that the model rates like this one, about so many have the finding, where findings are as frequent as in the radiographs that it was calibrated on. Interval: where the probability would lie had the model been fitted again and calibrated on other patients. Operating point: from this probability on a finding counts as positive. Borderline: the interval crosses the operating point, another fit could say the opposite. Not judged: too few examples to choose an operating point.",
  "report.uncalibrated":
    "These are the network’s own probabilities, not calibrated. It has no operating points: nothing is called positive.",
  "report.readAnyway": "Read although the model refuses this image: {reason}",
  "report.notRead": "Not read: {reason}",
  "report.warnings": "Notes on the image",
  "report.warning.range":
    "The file does not say how its greys are to be shown. The image’s own range is shown, {low} to {high}.",
  "report.warning.first": "The file holds {count} images. The first is read.",
  "report.pictures": "Pictures",
  "report.picture.radiograph": "The radiograph",
  "report.picture.boxes": "Numbered frames were drawn by people; see what they said.",
  "report.picture.heatmap": "Heatmap: {finding}",
  "report.picture.empty": "The map is empty: no region speaks for it.",
  "report.picture.none": "No finding reaches its operating point, so no heatmap is shown.",
  "report.picture.left":
    "Left out here to keep the document small; the reading room shows every picture.",
  "report.picture.scale": "no support – most support on that map",
  "report.picture.coarse":
    "The heatmaps (Grad-CAM) are coarse: {columns} × {rows} cells, each about {width} × {height} pixels of the radiograph. They show a region, not an outline; what is smaller than a cell cannot be told apart from what surrounds it.",
  "report.picture.limits":
    "A heatmap shows which region spoke for a finding. It does not show whether the finding is there, how large or how severe it is, and maps cannot be compared with each other. The pictures here are reduced in size and not for diagnosis.",
  "report.feedback": "What people said of the reading",
  "report.feedback.none": "Nobody has said anything of this reading.",
  "report.feedback.agree": "Agrees with the reading",
  "report.feedback.agreeOn": "Agrees: {finding}",
  "report.feedback.disagree": "Disagrees with the reading",
  "report.feedback.disagreeOn": "Disagrees: {finding}",
  "report.feedback.missed": "Missed by the program: {finding}",
  "report.feedback.comment": "Comment",
  "report.feedback.commentOn": "Comment: {finding}",
  "report.feedback.box": "Frame {number}",
  "report.feedback.earlier": "about an earlier reading",
  "report.about": "About this document",
  "report.model": "Model",
  "report.version": "Version",
  "report.readAt": "Read",
  "report.printedAt": "Printed",
  "report.page": "Page",
  "patient.title": "Your chest X-ray",
  "patient.subtitle": "What a computer program noticed in the picture",
  "patient.name": "Name",
  "patient.date": "Date of the X-ray",
  "patient.first":
    "This page is not a diagnosis. It comes from a program for research. Only your doctor or care team can say what your X-ray means for you.",
  "patient.looked": "What was looked at",
  "patient.looked.text":
    "The program looked at {count, plural, one {one picture} other {# pictures}} of your chest. It searched for 14 kinds of changes that it learned from many other X-rays. It knew nothing about how you feel, what illnesses you have had, or your other tests.",
  "patient.noticed": "What the program noticed",
  "patient.noticed.nothing":
    "The program did not mark anything for a closer look. That does not prove that all is well: see below.",
  "patient.noticed.unclear":
    "The program did not clearly mark anything for a closer look. About some things it could not tell: its answer could go either way. Ask what your care team sees.",
  "patient.unread":
    "The program gave no result. That says something about the picture or the program, not about you.",
  "patient.partlyUnread":
    "Not every picture could be used by the program. That says nothing about you.",
  "patient.unsure":
    "The program was not sure that it can use this kind of picture. What it says counts for less.",
  "patient.confirmed": "Seen by the program, and a person who checked the picture agrees",
  "patient.missed": "Noted by a person who checked the picture; the program did not mark it",
  "patient.marked": "Marked by the program for a closer look",
  "patient.marked.text":
    "Nobody has confirmed these marks on this page. Ask what your care team sees.",
  "patient.doubted": "Marked by the program, but a person who checked the picture does not agree",
  "patient.disputed": "Marked by the program; people who checked the picture see it differently",
  "patient.disagreed":
    "A person who checked the picture does not agree with the program as a whole. Ask what they see.",
  "patient.unclear": "The program could not tell about:",
  "patient.unmarked": "The program looked for these, too, and did not mark them:",
  "patient.unjudged": "The program cannot judge:",
  "patient.among":
    "Out of 100 pictures that look like this to the program, about {count} really show it.",
  "patient.not": "What this does not mean",
  "patient.not.mark":
    "A mark does not mean that you are ill. The program often marks things that turn out not to be there.",
  "patient.not.clear":
    "No mark does not mean that you are well. The program misses things, and some illnesses do not show on an X-ray at all.",
  "patient.not.urgent":
    "The program cannot tell how serious something is. People have to judge that.",
  "patient.next": "What to do next",
  "patient.next.talk":
    "Talk to the doctor or nurse who asked for the X-ray, and bring this page. You can ask: Who has looked at my picture? What do you see? Do I need another test, and when?",
  "patient.next.medicine": "Do not start, stop or change any medicine because of this page.",
  "patient.help": "Get help at once, whatever this page says",
  "patient.help.text":
    "Call your emergency number if you have sudden or strong trouble breathing, strong pain or pressure in the chest, blue or grey lips, if you cough up blood, faint, or are suddenly confused.",
  "patient.finding.Atelectasis": "part of a lung with less air",
  "patient.finding.Cardiomegaly": "a heart that looks large",
  "patient.finding.Effusion": "fluid around a lung",
  "patient.finding.Infiltration": "a hazy area in a lung",
  "patient.finding.Mass": "a larger spot",
  "patient.finding.Nodule": "a small spot",
  "patient.finding.Pneumonia": "signs that can go with a lung infection",
  "patient.finding.Pneumothorax": "air around a lung",
  "patient.finding.Consolidation": "a dense area in a lung",
  "patient.finding.Edema": "extra fluid in the lungs",
  "patient.finding.Emphysema": "lungs that hold too much air",
  "patient.finding.Fibrosis": "lines like small scars",
  "patient.finding.Pleural_Thickening": "a thicker lining around a lung",
  "patient.finding.Hernia": "part of the stomach in the chest",
  "patient.about.Atelectasis":
    "A part of a lung may be less open than usual. This can happen, for example, when breaths are shallow.",
  "patient.about.Cardiomegaly":
    "The heart may look larger than usual. How the picture was taken can also make a heart look large.",
  "patient.about.Effusion":
    "There may be fluid between a lung and the chest wall. This can have many reasons.",
  "patient.about.Infiltration":
    "A part of a lung may look cloudy. Many different things can look like this.",
  "patient.about.Mass":
    "There may be a larger spot on the picture. A picture like this cannot say what a spot is; other tests can.",
  "patient.about.Nodule":
    "There may be a small round spot on the picture. Small spots are common, and most turn out to be harmless.",
  "patient.about.Pneumonia":
    "A part of a lung may look as it can during an infection. How you feel tells more than this mark.",
  "patient.about.Pneumothorax":
    "There may be air between a lung and the chest wall. Ask today whether your care team has checked this.",
  "patient.about.Consolidation":
    "A part of a lung may look solid instead of airy. An infection is one of several possible reasons.",
  "patient.about.Edema":
    "There may be more fluid in the lungs than usual. The heart or other things can be the reason.",
  "patient.about.Emphysema":
    "The lungs may hold more air than usual. This mostly comes slowly, over years.",
  "patient.about.Fibrosis":
    "There may be fine lines like small scars in the lungs. They can be left from an old illness.",
  "patient.about.Pleural_Thickening":
    "The thin skin around a lung may look thicker than usual. It can be left from something long ago.",
  "patient.about.Hernia":
    "A part of the stomach may sit higher than usual. This is common and often causes no trouble.",
} as const;
