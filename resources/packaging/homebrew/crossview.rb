cask "crossview" do
  arch arm: "arm64", intel: "x64"

  version "{{version}}"
  sha256 arm:   "{{sha256:mac-arm64.dmg}}",
         intel: "{{sha256:mac-x64.dmg}}"

  url "{{homepage}}/releases/download/v#{version}/crossview-#{version}-mac-#{arch}.dmg"
  name "Crossview"
  desc "Compares what a HaloPSA API application sees with what an agent sees"
  homepage "{{homepage}}"

  livecheck do
    url :url
    strategy :github_latest
  end

  depends_on macos: :ventura

  app "Crossview.app"

  zap trash: [
    "~/Library/Application Support/Crossview",
    "~/Library/Preferences/app.crossview.desktop.plist",
    "~/Library/Saved Application State/app.crossview.desktop.savedState",
  ]
end
