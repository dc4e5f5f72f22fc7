// Runs one step of the build, unless nothing it depends on has changed since it last succeeded:
//   node scripts/once.mjs install|build|test
// Maven calls it, so that a build of the whole project does not install and bundle the console again each time.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HOME = join(dirname(fileURLToPath(import.meta.url)), '..')
const PACKAGES = ['package.json', 'package-lock.json', '.npmrc', 'scripts']
const SOURCES = [...PACKAGES, 'index.html', 'public', 'src', 'tsconfig.json', 'vite.config.ts']

const STEPS = {
  // The stamp lies within node_modules, so that who removes the packages removes it too.
  install: { inputs: PACKAGES, npm: ['ci', '--loglevel=error'], stamp: 'node_modules/.shidao-installed', needs: 'node_modules/vite' },
  build: { inputs: SOURCES, npm: ['run', '--silent', 'build'], stamp: 'target/console-built', needs: 'target/classes/console/index.html' },
  test: { inputs: [...SOURCES, 'tests'], npm: ['run', '--silent', 'test'], stamp: 'target/console-tested', needs: '.' },
}

const name = process.argv[2]
const step = STEPS[name]
if (!step) {
  console.error(`once.mjs: step "${name}" (expected: ${Object.keys(STEPS).join(', ')})`)
  process.exit(2)
}
const stamp = join(HOME, step.stamp)
const digest = digestOf(step.inputs)
if (existsSync(join(HOME, step.needs)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) {
  console.log(`console: ${name} is up to date`)
} else {
  rmSync(stamp, { force: true })
  run(step.npm)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
}

function run(args) {
  const { status, error } = spawnSync('npm', args, { cwd: HOME, stdio: 'inherit' })
  if (error) {
    console.error(`console: npm ${args.join(' ')}: ${error.message} (expected: Node.js 20.19 or newer with npm; install both)`)
  }
  if (status !== 0) {
    process.exit(status ?? 1)
  }
}

function digestOf(inputs) {
  const hash = createHash('sha256').update(process.version)
  for (const input of inputs) {
    for (const file of files(input).sort()) {
      hash.update(`\0${file}\0`).update(readFileSync(join(HOME, file)))
    }
  }
  return hash.digest('hex')
}

function files(path) {
  const full = join(HOME, path)
  if (!existsSync(full)) {
    return []
  }
  return statSync(full).isDirectory() ? readdirSync(full).flatMap((child) => files(join(path, child))) : [path]
}
