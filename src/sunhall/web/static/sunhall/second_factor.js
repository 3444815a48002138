// Says in words what went wrong with a security key, and shows what needs one only where the browser has them.
// The scripts that speak to the key tell a failure by an event; unheard, it would end on the console alone.
(function () {
  const told = { NotAllowedError: 'silent', InvalidStateError: 'known', SecurityError: 'address' }

  document.addEventListener('allauth.error', function (event) {
    const box = document.getElementById('key_told')
    if (!box) return
    event.preventDefault()
    const exception = event.detail.exception || {}
    const words = box.dataset['text' + (told[exception.name] || 'unable').replace(/^./, c => c.toUpperCase())]
    const line = document.createElement('p')
    line.className = 'govuk-error-message'
    line.textContent = words
    box.replaceChildren(line)
  })

  document.addEventListener('DOMContentLoaded', function () {
    if (!window.PublicKeyCredential) return
    document.querySelectorAll('[data-needs-keys]').forEach(one => { one.hidden = false })
  })
})()
