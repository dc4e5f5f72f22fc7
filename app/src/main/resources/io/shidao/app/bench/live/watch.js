sessionStorage.setItem('shidao.signIn', JSON.stringify(SIGN_IN))
// the session begins two seconds after it was planned, and only a running one can be watched
new Promise((done) => setTimeout(() => done(''), 3_000))
// then, on the session's page
;(async () => {
  const pause = (millis) => new Promise((done) => setTimeout(done, millis))
  const find = (name) => document.querySelector(`[data-testid=${name}]`)
  const until = async (found) => {
    for (const end = performance.now() + 60_000; performance.now() < end && !found(); ) await pause(100)
  }
  for (let i = 0; i < 20 && !find('live-open'); i++) await pause(500)
  if (!find('live-open')) return 'without a button'
  find('live-open').click()
  await until(() => find('live-picture')?.dataset.state === 'playing')
  await pause(SETTLING)
  return find('live-picture')?.dataset.state ?? 'missing'
})()
