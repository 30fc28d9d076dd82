#!/bin/sh
# Finds Chromium, or installs it: Debian's package where apt works, else the one Playwright brings.
# tests/test_browser.py looks in the same places and counts what it had to skip.
python=$1
for name in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then echo "Browser tests use $(command -v "$name")."; exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's chromium for the browser tests ..."
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
    && command -v chromium >/dev/null 2>&1; then echo "Browser tests use $(command -v chromium)."; exit 0; fi
fi
echo "Installing Playwright's chromium for the browser tests ..."
if "$python" -m playwright install chromium >/dev/null 2>&1; then echo "Browser tests use Playwright's chromium."; exit 0; fi
echo "No Chromium could be found or installed: the browser tests will be SKIPPED and counted."
