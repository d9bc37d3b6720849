/**
 * Switches ONNX Runtime's telemetry off; imported before the runtime is.
 *
 * From 1.29 on the stock builds for Linux and macOS send events about the process, its command line among
 * them, to Microsoft, and keep a device identifier in the user's cache folder
 * (https://github.com/microsoft/onnxruntime/pull/27379). A command line of ours holds file names, and file
 * names can be patients' names. The variable is the documented full opt-out, read once, when the runtime
 * starts; whatever value it had before, nothing of a radiograph leaves the machine.
 *
 * Worker threads have a copy of the environment that the runtime does not see, so the main thread must
 * have imported this file before a worker loads the runtime.
 */
process.env.ORT_DISABLE_TELEMETRY = "1";
