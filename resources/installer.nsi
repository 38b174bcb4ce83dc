# Crossview's installer for Windows. electron-builder compiles it (electron-builder.yml), with the NSIS that
# it downloads where it is shipped and with Debian's in the tests; no plugin but those of NSIS itself.
#
# setup.exe [/S] [/AllUsers | /CurrentUser]      Uninstall.exe [/S]
# Exit: 0 done, 1 cancelled, 2 not done, 3 not done because Crossview is open.
#
# What people have stored is in %APPDATA% and in the Credential Manager, and neither is touched.

!define MULTIUSER_MUI
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${PRODUCT_NAME}"
!define MULTIUSER_USE_PROGRAMFILES64
# One that is there is replaced where it is, unless a switch says otherwise.
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PRODUCT_NAME}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME DisplayVersion
# Named by its folder: electron-builder has a multiUser.nsh of its own where it compiles.
!include "${NSISDIR}\Include\MultiUser.nsh"
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

!define EXE "$INSTDIR\${PRODUCT_FILENAME}.exe"
# What a double click on a snapshot opens.
!define SNAPSHOT "Software\Classes\Crossview.Snapshot"
!define SNAPSHOT_ENDING "Software\Classes\.crossview"
# Whom Windows shows notifications of.
!define NOTIFIER "Software\Classes\AppUserModelId\${APP_ID}"
!define SHORTCUT "$SMPROGRAMS\${PRODUCT_NAME}.lnk"
# There while files are written: an installation that was killed leaves it.
!define INCOMPLETE "$INSTDIR\incomplete"
!define OPEN 3
# 1 while what was there is put aside by this run.
Var IsAside

# The folder of the app lies beside the archive that electron-builder makes of it.
!ifdef APP_ARM64
  !searchreplace APP_DIR "${APP_ARM64}" "${APP_ARM64_NAME}" "win-arm64-unpacked"
!else
  !searchreplace APP_DIR "${APP_64}" "${APP_64_NAME}" "win-unpacked"
!endif

Name "${PRODUCT_NAME}"
BrandingText "${PRODUCT_NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
ManifestDPIAware true
# A file that cannot be written ends the installation: half a program is none.
AllowSkipFiles off

!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English

Function .onInit
  ${IfNot} ${RunningX64}
  ${AndIfNot} ${IsNativeARM64}
    MessageBox MB_OK|MB_ICONSTOP "Crossview needs a 64-bit Windows." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  # Only /D sets it before this. Whoever chooses a folder gets no other one without a word.
  ${If} $INSTDIR != ""
    MessageBox MB_OK|MB_ICONSTOP "The folder of ${PRODUCT_NAME} cannot be chosen: leave out /D. Nothing was changed." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetRegView 64
  # MultiUser.nsh would ask, also where nobody is to answer.
  UserInfo::GetAccountType
  Pop $0
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 /AllUsers $1
  ${IfNot} ${Errors}
  ${AndIf} $0 != Admin
    MessageBox MB_OK|MB_ICONSTOP "Only an administrator can install ${PRODUCT_NAME} for all users. Nothing was changed." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  # Whose it is, its folder says: whoever runs Uninstall.exe by hand or by script names no switch.
  ${If} $INSTDIR == "$PROGRAMFILES64\${PRODUCT_NAME}"
    Call un.MultiUser.InstallMode.AllUsers
    ${If} $MultiUser.InstallMode != AllUsers
      MessageBox MB_OK|MB_ICONSTOP "${PRODUCT_NAME} is installed for all users. An administrator can remove it." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${Else}
    Call un.MultiUser.InstallMode.CurrentUser
  ${EndIf}
FunctionEnd

# A program that runs cannot be written to.
!macro STOP_IF_OPEN
  ${If} ${FileExists} "${EXE}"
    ClearErrors
    FileOpen $0 "${EXE}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "${PRODUCT_NAME} is open, or another program holds its files. Nothing was changed. Close ${PRODUCT_NAME} and try again." /SD IDOK
      SetErrorLevel ${OPEN}
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

# Explorer reads anew what opens which file (SHCNE_ASSOCCHANGED).
!macro TELL_SHELL
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  !insertmacro STOP_IF_OPEN
  # What is replaced is a Crossview, or one that was never completed: anything else is somebody's.
  ${DirState} "$INSTDIR" $0
  ${If} $0 == 1
  ${AndIfNot} ${FileExists} "${INCOMPLETE}"
    ${IfNot} ${FileExists} "${EXE}"
    ${OrIfNot} ${FileExists} "$INSTDIR\resources\app.asar"
      MessageBox MB_OK|MB_ICONSTOP "$INSTDIR holds something else than ${PRODUCT_NAME}. Nothing was changed. Move it elsewhere and try again." /SD IDOK
      SetErrorLevel 2
      Abort
    ${EndIf}
  ${EndIf}
  SetOutPath $TEMP
  # What is there is put aside until the new one is complete (.onInstFailed puts it back).
  ${If} ${FileExists} "${INCOMPLETE}"
  ${AndIf} ${FileExists} "$INSTDIR.before-setup\*.*"
    RMDir /r "$INSTDIR"
    Rename "$INSTDIR.before-setup" "$INSTDIR"
  ${EndIf}
  RMDir /r "$INSTDIR.before-setup"
  ${If} ${FileExists} "$INSTDIR\*.*"
    ClearErrors
    Rename "$INSTDIR" "$INSTDIR.before-setup"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "Another program holds files in $INSTDIR. Nothing was changed. Close ${PRODUCT_NAME} and windows that show that folder, and try again." /SD IDOK
      SetErrorLevel ${OPEN}
      Abort
    ${EndIf}
    StrCpy $IsAside 1
  ${EndIf}

  SetOutPath $INSTDIR
  FileOpen $0 "${INCOMPLETE}" w
  FileClose $0
  File /r "${APP_DIR}\*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "${SHORTCUT}" "${EXE}"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayName "${PRODUCT_NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" Publisher "${COMPANY_NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayIcon "${EXE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\Uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" EstimatedSize ${ESTIMATED_SIZE}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoRepair 1

  WriteRegStr SHCTX "${SNAPSHOT}" "" "${PRODUCT_NAME} snapshot"
  WriteRegStr SHCTX "${SNAPSHOT}\DefaultIcon" "" "${EXE},0"
  WriteRegStr SHCTX "${SNAPSHOT}\shell\open\command" "" '"${EXE}" "%1"'
  WriteRegStr SHCTX "${SNAPSHOT_ENDING}" "" "Crossview.Snapshot"
  WriteRegStr SHCTX "${NOTIFIER}" "DisplayName" "${PRODUCT_NAME}"
  !insertmacro TELL_SHELL
  Delete "${INCOMPLETE}"

  SetOutPath $TEMP
  RMDir /r "$INSTDIR.before-setup"
SectionEnd

Function .onInstFailed
  ${If} $IsAside == 1
    SetOutPath $TEMP
    RMDir /r $INSTDIR
    Rename "$INSTDIR.before-setup" "$INSTDIR"
  ${EndIf}
FunctionEnd

Section Uninstall
  # Only the folder that was installed is removed as a whole: an uninstaller that was copied elsewhere, alone or
  # with everything, removes nothing. The same folder may be written in two ways.
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" InstallLocation
  GetFullPathName /SHORT $0 $0
  GetFullPathName /SHORT $1 $INSTDIR
  ${If} $0 != $1
  ${OrIfNot} ${FileExists} "${EXE}"
  ${OrIfNot} ${FileExists} "$INSTDIR\resources\app.asar"
    MessageBox MB_OK|MB_ICONSTOP "$INSTDIR is not the folder that ${PRODUCT_NAME} was installed in. Nothing was removed." /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  !insertmacro STOP_IF_OPEN
  SetOutPath $TEMP
  RMDir /r $INSTDIR
  Delete "${SHORTCUT}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${SNAPSHOT}"
  DeleteRegKey SHCTX "${NOTIFIER}"
  # Another program may have taken the ending over.
  ReadRegStr $0 SHCTX "${SNAPSHOT_ENDING}" ""
  ${If} $0 == "Crossview.Snapshot"
    DeleteRegKey SHCTX "${SNAPSHOT_ENDING}"
  ${EndIf}
  !insertmacro TELL_SHELL
SectionEnd
