/* Comfort only: every page works without it. Plain script for Chromium 109 and older phones. */
(function () {
  'use strict'
  var form = document.querySelector('form[data-comfort]')
  var store = window.sessionStorage

  if (form) {
    var name = 'say ' + form.getAttribute('data-comfort')
    var fields = form.querySelectorAll('textarea, select, input[type=text], input[type=tel], input[type=radio]')
    var each = function (act) {
      Array.prototype.forEach.call(fields, act)
    }
    // Passwords and keys are never kept, and what the server sent back wins over what lies here.
    var blank = true
    each(function (field) {
      if (field.name !== 'password' && (field.type === 'radio' ? field.checked : field.value !== '')) blank = false
    })
    try {
      var kept = JSON.parse(store.getItem(name) || 'null')
      if (kept && blank) {
        each(function (field) {
          if (!(field.name in kept) || field.name === 'password') return
          if (field.type === 'radio') field.checked = kept[field.name] === field.value
          else field.value = kept[field.name]
        })
      }
    } catch (e) {
      /* a full or forbidden store costs the comfort, nothing else */
    }
    form.addEventListener('input', function () {
      var now = {}
      each(function (field) {
        if (field.name === 'password' || (field.type === 'radio' && !field.checked)) return
        now[field.name] = field.value
      })
      try {
        store.setItem(name, JSON.stringify(now))
      } catch (e) {
        /* as above */
      }
    })
    var text = form.querySelector('textarea')
    var counter = document.createElement('p')
    counter.className = 'hint'
    counter.setAttribute('aria-live', 'polite')
    text.parentNode.appendChild(counter)
    var count = function () {
      var n = Array.from(text.value).length
      counter.textContent = n === 0 ? '' : '已写 ' + n + ' 字' + (n > 10000 ? ',超出 ' + (n - 10000) + ' 字' : '')
    }
    text.addEventListener('input', count)
    count()
  }

  // Sent and received: what was kept for the form is done with.
  if (document.querySelector('[data-receipt]')) {
    Object.keys(store).forEach(function (key) {
      if (key.indexOf('say ') === 0) store.removeItem(key)
    })
  }

  var errors = document.getElementById('errors')
  if (errors) errors.focus()

  // A second press within a breath is the same press; the server would take it as one anyway.
  Array.prototype.forEach.call(document.querySelectorAll('form'), function (f) {
    f.addEventListener('submit', function (event) {
      if (f.getAttribute('data-sent')) event.preventDefault()
      f.setAttribute('data-sent', '1')
      setTimeout(function () {
        f.removeAttribute('data-sent')
      }, 3000)
    })
  })
})()
