import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Application, Converter, type ProjectReflection, TSConfigReader } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { ROOT } from "./site-folders.ts";

interface PackageDescription {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

const PACKAGE = "thorascope";

/** How the pages are written: one for each door, the members of a record in tables. */
const PAGES: Partial<PluginOptions> = {
  outputFileStrategy: "modules",
  entryFileName: "index",
  hidePageHeader: true,
  hideBreadcrumbs: true,
  pageTitleTemplates: {
    index: () => "Library",
    module: ({ name }) => (name === PACKAGE ? PACKAGE : `${PACKAGE}/${name}`),
  },
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  enumMembersFormat: "table",
  propertyMembersFormat: "table",
  typeDeclarationFormat: "table",
  indexFormat: "table",
  tableColumnSettings: {
    hideSources: true,
    hideInherited: true,
    hideOverrides: true,
    hideModifiers: true,
  },
};

/** Writes a page for each door of the package ("exports"): every function, record and class that it gives. */
export async function writeLibraryReference(folder: string): Promise<void> {
  const doors = await sourcesOfDoors();
  const app = await Application.bootstrapWithPlugins(
    {
      entryPoints: Object.values(doors).map((source) => join(ROOT, source)),
      tsconfig: join(ROOT, "tsconfig.build.json"),
      plugin: ["typedoc-plugin-markdown"],
      out: folder,
      readme: "none",
      name: PACKAGE,
      disableSources: true,
      excludeInternal: true,
      excludePrivate: true,
      // `npm run typecheck` checks types.
      skipErrorChecking: true,
      logLevel: "Warn",
      validation: { notExported: false, invalidLink: true },
      ...PAGES,
    },
    [new TSConfigReader()],
  );
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => nameDoors(project, doors));
  const project = await app.convert();
  if (project === undefined)
    throw new Error("TypeDoc could not read the sources; it says why above.");
  await app.generateOutputs(project);
  await takeAnchorsOut(folder);
  if (app.logger.hasErrors()) throw new Error("TypeDoc found errors; it says which above.");
}

/** The source file behind each name that the package can be imported by. */
async function sourcesOfDoors(): Promise<Record<string, string>> {
  const text = await readFile(join(ROOT, "package.json"), "utf8");
  const { exports }: PackageDescription = JSON.parse(text);
  const doors = Object.entries(exports).flatMap(([name, target]) =>
    typeof target === "string"
      ? []
      : [[name === "." ? PACKAGE : name.slice("./".length), sourceOf(target.default)]],
  );
  return Object.fromEntries(doors);
}

function sourceOf(built: string): string {
  return built.replace(/^\.\/dist\//, "src/").replace(/\.js$/, ".ts");
}

/** Modules are called by the name that one imports them by, not by their file's. */
function nameDoors(project: ProjectReflection, doors: Readonly<Record<string, string>>): void {
  for (const module of project.children ?? []) {
    const file = project.files.getReflectionPath(module) ?? "";
    const door = Object.entries(doors).find(([, source]) => file === join(ROOT, source))?.[0];
    if (door === undefined)
      throw new Error(`no door of the package leads to ${file || module.name}.`);
    module.name = door;
  }
}

/** Pages of the site have no HTML: rows of tables need no anchors, which nothing leads to. */
async function takeAnchorsOut(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".md")) continue;
    const page = join(folder, name);
    const text = await readFile(page, "utf8");
    await writeFile(page, text.replaceAll(/<a id="[^"]*"><\/a> /g, ""));
  }
}
