/** What a study's page says, in English. */
export const STUDY = {
  "study.title": "Study",
  "study.findings": "Findings",
  "study.feedback": "Feedback",
  "study.report": "Report",
  "study.sections": "Sections of this page",
  "study.unknown": "There is no such study",
  "study.unknown.todo":
    "The address may be incomplete, or the study was deleted. Open it from the worklist.",
  "study.unavailable": "The study cannot be shown at the moment",
  "study.unavailable.todo":
    "The server does not answer, or not with what was asked for. Nothing you wrote is lost. It is asked again by itself.",
  "study.outdated":
    "The server does not answer. What is shown may be out of date; what you write is kept in this browser.",
  "study.patient.id": "ID {id}",
  "study.patient.age": "{years, plural, one {# year} other {# years}}",
  "study.patient.sex": "{sex, select, F {female} M {male} O {other sex} other {sex: {sex}}}",
  "study.patient.born": "born {day}",
  "study.urgency.critical":
    ": {finding} is positive ({probability}{sureness, select, borderline {, borderline} other {}})",
  "study.urgency.positive":
    ": {finding} ({probability}{sureness, select, borderline {, borderline} other {}}){others, plural, =0 {} one { and # other finding} other { and # other findings}}",
  "study.view": "{view} view",
  "study.taken": "taken {day}",
  "study.received": "received {time}",
  "study.accession": "accession {number}",
  "study.images": "Images of this study",
  "study.image": "Image {number, number} of {count, number}",
  "study.prior": "Compare with another study of this patient",
  "study.prior.none": "no comparison",
  "study.prior.failed": "It cannot be shown.",
  "study.prior.otherPerson":
    "The same patient ID, but another {differences}: it may be another person.",
  "study.prior.name": "name",
  "study.prior.birthDate": "birth date",
  "study.prior.sex": "sex",
  "study.next": "Next study",
  "study.previous": "Previous study",
  "study.order": "Order of the findings",
  "study.order.verdict": "Positive first",
  "study.order.vocabulary": "Fixed order",
  "study.any": "Any finding",
  "study.findings.hint": "Choose a finding to see on the radiograph where the model saw it.",
  "study.findings.operatingPoint":
    "Operating point: the probability from which on the finding counts as positive.",
  "study.cue.show": "Show heatmap",
  "study.cue.shown": "Heatmap shown",
  "study.cue.hidden": "Heatmap hidden",
  "study.cue.withheld": "Heatmap held back",
  "study.cue.missing": "No heatmap",
  "study.model": "Read by {name} {version}, {time}.",
  "study.model.card": "About this model: what it can and cannot do",
  "study.numbers": "Probability {probability}.",
  "study.numbers.interval": "Probability {probability}, 95% interval {low} to {high}.",
  "study.numbers.operatingPoint":
    "It counts as positive from {operatingPoint} on (the operating point).",
  "study.numbers.notJudged":
    "There is no operating point for it, so it is called neither positive nor negative.",
  "study.numbers.borderline": "Its interval crosses that point, so it could be called either way.",
  "study.bars.summary": "What do the bars show?",
  "study.bars.bar": "Bar",
  "study.bars.bar.means":
    "The calibrated probability: of 100 radiographs with 30%, about 30 have the finding, where findings are as frequent as among the patients the model learned from.",
  "study.bars.mark": "Upright mark",
  "study.bars.mark.means":
    "The operating point: from here on the finding counts as positive. Each finding has its own; for rare findings it is low.",
  "study.bars.line": "Thin line",
  "study.bars.line.means":
    "The 95% interval: how far the probability would move with other training or other patients. Where it crosses the mark, the finding is borderline.",
  "study.bars.scale":
    "The scale is stretched at its low end, as the numbers above the bars show: 10% lies at a third.",
  "study.good.summary": "How good is the model at this?",
  "study.good.unreachable": "The server does not answer. Open it again in a moment.",
  "study.good.otherModel":
    "This radiograph was read by another version of the model; these figures are of the present one.",
  "study.good.sensitivity":
    "Sensitivity {value} ({low} to {high}): of {of, plural, one {# radiograph} other {# radiographs}} with the finding it called {correct, number} positive.",
  "study.good.specificity":
    "Specificity {value} ({low} to {high}): of {of, plural, one {# radiograph} other {# radiographs}} without it, it called {correct, number} negative.",
  "study.good.auroc":
    "AUROC {value} ({low} to {high}) on patients it had never seen: 0.5 is chance, 1 is perfect.",
  "study.good.aurocAlone":
    "AUROC {value} on patients it had never seen: 0.5 is chance, 1 is perfect.",
  "study.good.prevalence": "{share} of the radiographs it was calibrated on had the finding.",
  "study.good.noOperatingPoint":
    "There were too few examples to choose an operating point, so there is no sensitivity or specificity to tell.",
  "study.good.source":
    "Intervals are 95%. Where your patients differ from those, so will these figures; the model's card tells more.",
  "study.heatmap.nothingChosen":
    "No heatmap is shown. Choose a finding to see where the model saw it.",
  "study.heatmap.shown": "Heatmap: {finding}.",
  "study.heatmap.shownAnyway":
    "Shown although the finding is not positive: it may point at nothing.",
  "study.heatmap.hidden": "The heatmap of {finding} is hidden.",
  "study.heatmap.missing": "This model does not read {finding}, so there is no heatmap.",
  "study.heatmap.withheld":
    "{finding} is below its operating point ({probability}, positive from {operatingPoint} on). Its heatmap is held back: a map of a finding that is probably not there misleads.",
  "study.heatmap.withheldUnjudged":
    "There is no operating point for {finding}, so it is not called positive and its heatmap is held back: a map of a finding that may not be there misleads.",
  "study.heatmap.anyway": "Show it anyway",
  "study.heatmap.withhold": "Hold it back again",
  "study.heatmap.hide": "Hide heatmap",
  "study.heatmap.show": "Show heatmap",
  "study.heatmap.opacity": "Opacity",
  "study.legend.none": "no support",
  "study.legend.most": "strongest region of this map",
  "study.legend.coarse":
    "{columns, number} × {rows, number} regions, each {width, number} × {height, number} pixels: it shows a region, not an outline.",
  "study.legend.zero": "The heatmap of {finding} is empty: no region speaks for it.",
  "study.legend.loading": "Loading the heatmap of {finding} …",
  "study.legend.failed": "The heatmap of {finding} cannot be loaded.",
  "study.why": "Why?",
  "study.why.summary": "How the heatmap comes about, and what it cannot tell",
  "study.why.gradcam":
    "marks the regions of the radiograph that raised the probability of the finding in the network's last map.",
  "study.why.coarse":
    "The map is coarse: {columns, number} by {rows, number} cells, each about {width, number} by {height, number} pixels of this radiograph. It shows a region, not an outline, and can miss what is smaller than a cell.",
  "study.why.cannot":
    "It cannot tell whether the finding is there, nor why the region counts: a tube, a marker or the edge of the picture can light up as well as disease.",
  "study.why.colours":
    "Colours tell where on one map, not how much: maps of two findings cannot be compared with each other.",
  "study.readAnyway.title": "Read although the model refused it",
  "study.readAnyway.careful":
    "Somebody asked for it to be read anyway. The result may be worthless.",
  "study.uncalibrated.title": "Probabilities are not calibrated",
  "study.uncalibrated":
    "These numbers are the network's own. They only order findings; 30% does not mean 30 of 100. There are no operating points, so nothing is called positive.",
  "study.warnings": "About this picture",
  "study.warning.first":
    "The file holds {count, plural, one {# picture} other {# pictures}}; only the first was read.",
  "study.warning.noWindow":
    "The file does not say which brightness and contrast to show, so the whole range was used. The picture may look flatter than usual, and the result may suffer.",
  "study.warning.dark":
    "The file uses only a part of its range of greys; that part was stretched to black and white. Brightness may differ from the original.",
  "study.warning.spacing":
    "The pixel size that the file gives cannot be understood and is passed over; lengths may be told in pixels only.",
  "study.queued": "It waits to be read. The result appears here by itself.",
  "study.reading": "It is being read. The result appears here by itself.",
  "study.unread.read": "No result",
  "study.unread.refused": "Not read",
  "study.unread.failed": "Reading failed",
  "study.unread.cancelled": "Reading was cancelled",
  "study.cancelled": "Somebody cancelled it before it was read.",
  "study.unread.todo": "What to do:",
  "study.unread.detail": "The exact reason:",
  "study.unread.picture": "The picture of the file {file}, which was not read",
  "study.unread.noPicture": "This file cannot be drawn as a picture.",
  "study.anyway": "Read anyway …",
  "study.anyway.means":
    "The model learned from upright frontal chest radiographs only. On anything else its numbers mean nothing. Have it read only if you are sure that it is one; the result will say that it was refused.",
  "study.anyway.confirm": "Yes, read it anyway",
  "study.anyway.refusedToo":
    "It was asked for anyway and still refused: the file itself says that it is no chest radiograph, and that is not overruled.",
  "study.anyway.impossible":
    "This cannot be overruled: without a usable picture there is nothing to read.",
  "study.anyway.failed": "That did not work",
  "study.anyway.failed.todo": "The server does not answer or refused it. Try again in a moment.",
  "study.agree": "Agree",
  "study.disagree": "Disagree",
  "study.disagree.mark": "Disagree and mark",
  "study.opinion.saved":
    "{opinion, select, agree {You agree. Saved.} other {You disagree. Saved.}}",
  "study.opinion.held":
    "{opinion, select, agree {You agree.} other {You disagree.}} Saved in this browser; it is sent in a few seconds, and until then you can undo it.",
  "study.opinion.waiting":
    "{opinion, select, agree {You agree.} other {You disagree.}} Not yet saved; it is kept in this browser and sent as soon as the server answers.",
  "study.undo": "Undo",
  "study.undo.saved":
    "{opinion, select, agree {Saved: agree with {finding}.} other {Saved: disagree with {finding}.}}",
  "study.undo.undone":
    "{opinion, select, agree {Undone: agree with {finding}.} other {Undone: disagree with {finding}.}}",
  "study.feedback.about":
    "Say where the model is right or wrong. It is saved at once, with your name and the time, and is never changed afterwards.",
  "study.feedback.about.local":
    "Say where the model is right or wrong. It is saved at once, with the time, as said by somebody at this computer, and is never changed afterwards.",
  "study.feedback.list": "What was said",
  "study.feedback.none": "Nobody has said anything yet.",
  "study.feedback.agree": "Agrees: {finding}",
  "study.feedback.disagree": "Disagrees: {finding}",
  "study.feedback.missed": "Missed by the model: {finding}",
  "study.feedback.comment": "Comment: {finding}",
  "study.feedback.whole": "the whole reading",
  "study.feedback.withBox": "marked on the radiograph",
  "study.feedback.earlier": "of an earlier reading",
  "study.feedback.by": "{person}, {time}",
  "study.feedback.held": "It is sent in a few seconds; until then you can undo it.",
  "study.feedback.waiting":
    "Not yet saved ({time}). It is kept in this browser and sent as soon as the server answers.",
  "study.feedback.unstored":
    "Not yet saved ({time}), and this browser does not let it be kept. Leave this page open until it is saved.",
  "study.feedback.refused": "Not saved: the server does not accept it.",
  "study.feedback.sendNow": "Try to save now",
  "study.feedback.discard": "Discard it",
  "study.missed": "The model missed something",
  "study.missed.finding": "Finding that was missed",
  "study.missed.choose": "Choose a finding",
  "study.missed.text": "Remark (optional)",
  "study.missed.draw": "Mark it on the radiograph (optional)",
  "study.missed.redraw": "Mark it again",
  "study.missed.removeBox": "Remove the mark",
  "study.missed.boxed": "A region is marked. It is saved with the finding.",
  "study.missed.save": "Save missed finding",
  "study.comment": "Anything else",
  "study.comment.text": "Comment",
  "study.comment.save": "Save comment",
  "study.person.local": "somebody at this computer",
  "study.person.you": "you",
  "study.person.other": "another account",
  "study.report.language": "Language of the report",
  "study.report.impression": "Impression",
  "study.report.impression.kept":
    "What you type is kept in this browser until you save it. Escape leaves the field.",
  "study.report.escape": "Escape leaves the field.",
  "study.report.save": "Save report",
  "study.report.draft": "Insert a draft from the findings",
  "study.report.none": "No report has been written yet.",
  "study.report.unsaved": "Not saved yet.",
  "study.report.saving": "Saving …",
  "study.report.away":
    "Not saved yet: the server does not answer. It is sent again by itself; what you wrote is kept in this browser.",
  "study.report.saved": "Saved: edition {edition, number}, {person}, {time}.",
  "study.report.notSaved": "The report was not saved",
  "study.report.ofAnother":
    "The latest report is another person's, and your account may not correct it. Ask a reviewer. Your text is kept in this browser.",
  "study.report.signedOut":
    "You are no longer signed in. Sign in again and save; your text is kept in this browser.",
  "study.report.busy":
    "The server has too much to do. Save again in a moment; your text is kept in this browser.",
  "study.report.failed":
    "The server did not accept it. Your text is kept in this browser; try again, or copy it to a safe place.",
  "study.report.aside": "Your own text was put aside.",
  "study.report.aside.back": "Add it below",
  "study.mark.title": "It is still marked as a draft",
  "study.mark.question":
    "The text still says that it is a draft and that nobody has checked it yet.",
  "study.mark.keep": "Save with the draft mark",
  "study.mark.remove": "Remove the mark and save",
  "study.conflict": "Somebody saved another text in the meantime",
  "study.conflict.explained": "{person}, {time}. Nothing is lost: choose which text to go on with.",
  "study.conflict.theirs": "Saved text",
  "study.conflict.mine": "Your text",
  "study.conflict.empty": "(empty)",
  "study.conflict.keepMine": "Save mine as the next edition",
  "study.conflict.takeTheirs": "Take the saved one",
  "study.conflict.merge": "Put both together and edit",
  "study.downloads": "Download and print",
  "study.downloads.unsaved": "Downloads have the saved text, without your latest changes.",
  "study.downloads.language": "Language of the downloads",
  "study.downloads.report": "Report",
  "study.downloads.report.what": "for clinicians, with pictures",
  "study.downloads.patient": "For the patient",
  "study.downloads.patient.what": "one page in plain language",
  "study.downloads.pdf":
    "{page, select, patient {Download patient page as PDF} other {Download report as PDF}}",
  "study.downloads.html":
    "{page, select, patient {Open patient page in a new tab} other {Open report in a new tab}}",
  "study.downloads.making": "The PDF is being made …",
  "study.downloads.unavailable":
    "This server cannot make PDFs. Open the page in a new tab, and print it or save it as PDF from your browser's print dialog.",
  "study.downloads.failed": "The PDF could not be made. Try again, or open the page in a new tab.",
  "study.draft.head": "DRAFT made by a computer from the model's findings.",
  "study.draft.unchecked": "Nobody has checked it yet.",
  "study.draft.image": "Image {number, number}: {sentences}",
  "study.draft.technique": "Frontal chest radiograph.",
  "study.draft.techniqueView": "Chest radiograph, {view} view.",
  "study.draft.readAnyway": "The model refused this image; it was read at a person's request.",
  "study.draft.uncalibrated":
    "The model has no operating points; no finding is called positive or negative.",
  "study.draft.missed": "Seen by the reader: {findings}.",
  "study.draft.confirmed": "Confirmed by the reader: {findings}.",
  "study.draft.positive": "The model suggests {findings}.",
  "study.draft.borderline": "Could go either way: {findings}.",
  "study.draft.doubted": "Not confirmed by the reader: {findings}.",
  "study.draft.disagreed": "The reader disagrees with the model on: {findings}.",
  "study.draft.others": "{count, plural, one {# other} other {# others}}",
  "study.draft.none": "No finding reaches its operating point. This does not exclude disease.",
  "study.draft.negative": "Not suggested: {findings}.",
  "study.draft.notJudged": "Not judged: {findings}.",
  "study.draft.finding": "{name} ({probability})",
  "study.key.nextFinding": "Next finding",
  "study.key.previousFinding": "Previous finding",
  "study.key.heatmap": "Hide or show the heatmap",
  "study.key.agree": "Agree with the chosen finding",
  "study.key.disagree": "Disagree with the chosen finding",
  "study.key.missed": "Say what the model missed",
  "study.key.undo": "Undo what was just said",
  "study.key.impression": "Edit the impression",
  "study.key.save": "Save the report",
} as const;
