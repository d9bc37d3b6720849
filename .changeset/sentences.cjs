// How a changeset becomes a line of CHANGELOG.md: its own words, without hashes or names.
module.exports = {
  getReleaseLine: async ({ summary }) => {
    const [first, ...more] = summary.trim().split("\n");
    return [`- ${first}`, ...more.map((line) => `  ${line}`.trimEnd())].join("\n");
  },
  // The one package has no others here that it depends on.
  getDependencyReleaseLine: async () => "",
};
