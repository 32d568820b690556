// Who may import whom. Tests are exempt: they reach for whatever they test.
const plugins = "(attacks|defences|aggregators|schedules)";

/** Everything in `shared/` but the rooms named. */
const sharedExcept = (...rooms) => `^shared/(?!(${rooms.join("|")})/)`;

/** The rooms of `lab/report`, the lowest first. Those in one line do not know each other. */
const reportRooms = [
  ["words", "recorded"],
  ["sweeps"],
  ["verdict"],
  ["charts", "markup", "sheets"],
  ["figures"],
  ["reconstructions", "drawings", "searches", "sections"],
  ["page"],
];

/** Within the report a room imports itself and what is below it, and nothing else. */
const reportRules = reportRooms.flatMap((rooms, i) =>
  rooms.map((room) => ({
    name: `report-${room}-knows-what-is-below`,
    severity: "error",
    from: { path: `^lab/report/${room}/`, pathNot: "\\.test\\.ts$" },
    to: { path: `^lab/report/(?!(${[...reportRooms.slice(0, i).flat(), room].join("|")})/)` },
  })),
);

module.exports = {
  forbidden: [
    ...reportRules,
    {
      name: "no-cycles",
      comment: "a cycle means that two files are one idea, or that one of them is in the wrong room",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      comment: "nothing imports this file",
      severity: "error",
      from: {
        orphan: true,
        pathNot: ["\\.test\\.ts$", "^test/", "main\\.ts$", "attack-worker\\.ts$", "^shared/index\\.ts$"],
      },
      to: {},
    },
    {
      name: "client-and-server-apart",
      severity: "error",
      from: { path: "^client/", pathNot: "\\.test\\.ts$" },
      to: { path: "^server/" },
    },
    {
      name: "server-and-client-apart",
      severity: "error",
      from: { path: "^server/", pathNot: "\\.test\\.ts$" },
      to: { path: "^client/" },
    },
    {
      name: "the-network-knows-the-wire-only",
      comment: "an adversary on the line is neither side: it reads the protocol, and rebuilds what a seat may see",
      severity: "error",
      from: { path: "^network/", pathNot: "\\.test\\.ts$" },
      to: { path: ["^(client|server)/", "^shared/(?!(protocol|process|plugins|numeric)/)"] },
    },
    {
      name: "nobody-imports-the-network",
      severity: "error",
      from: { pathNot: ["^network/", "^test/", "\\.test\\.ts$"] },
      to: { path: "^network/" },
    },
    {
      name: "nobody-imports-lab",
      severity: "error",
      from: { pathNot: ["^lab/", "^test/", "\\.test\\.ts$"] },
      to: { path: "^lab/" },
    },
    {
      name: "lab-only-starts-them",
      comment:
        "of client and server the lab knows the catalogues of plug-ins, to validate and describe them, and nothing else",
      severity: "error",
      from: { path: "^lab/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(client|server)/", pathNot: `^(client|server)/${plugins}/index\\.ts$` },
    },
    {
      name: "shared-stands-alone",
      severity: "error",
      from: { path: "^shared/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(client|server|network)/" },
    },
    {
      name: "shared-runs-anywhere",
      comment: "Node's own modules are for the backends and for reading data sets",
      severity: "error",
      from: { path: "^shared/", pathNot: ["\\.test\\.ts$", "^shared/tensor/backend/", "^shared/datasets/"] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-tensor-knows-tfjs",
      severity: "error",
      from: { path: "^(shared|client|server|network|lab)/", pathNot: ["\\.test\\.ts$", "^shared/tensor/"] },
      to: { path: "@tensorflow" },
    },
    {
      name: "random-and-numeric-need-nobody",
      severity: "error",
      from: { path: "^shared/(random|numeric)/", pathNot: "\\.test\\.ts$" },
      to: { path: sharedExcept("random", "numeric") },
    },
    {
      name: "privacy-needs-no-backend",
      severity: "error",
      from: { path: "^shared/privacy/", pathNot: "\\.test\\.ts$" },
      to: { path: sharedExcept("privacy", "random", "numeric", "plugins") },
    },
    {
      name: "privacy-knows-plugins-as-types",
      severity: "error",
      from: { path: "^shared/privacy/", pathNot: "\\.test\\.ts$" },
      to: { path: "^shared/plugins/(?!plugin\\.ts)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "attacks-cannot-reach-the-truth",
      severity: "error",
      from: { path: "^(client|server)/attacks/[^/]+/", pathNot: "\\.test\\.ts$" },
      to: { path: sharedExcept("tensor", "models", "learning", "inversion", "random", "numeric", "plugins") },
    },
    {
      name: "inversion-cannot-reach-the-truth",
      severity: "error",
      from: { path: "^shared/inversion/", pathNot: "\\.test\\.ts$" },
      to: { path: sharedExcept("tensor", "models", "learning", "inversion", "random", "numeric", "plugins") },
    },
    {
      name: "defences-do-not-look-at-results",
      severity: "error",
      from: { path: "^(client|server)/(defences|aggregators)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(shared/(metrics|datasets)|(client|server)/attacks)/" },
    },
    {
      name: "plugins-of-a-kind-apart",
      severity: "error",
      from: { path: `^(client|server)/${plugins}/([^/]+)/`, pathNot: "\\.test\\.ts$" },
      to: { path: `^(client|server)/$2/(?!$3/)[^/]+/` },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js"] },
  },
};
