@echo off
rem Runs the fleet of C:\ProgramData\Crossview\tenants once; task.xml starts it. Its exit status is Crossview's.
setlocal
set "CROSSVIEW_HOME=C:\Crossview"
set "CROSSVIEW_USER_DATA=C:\ProgramData\Crossview\data"
set "RUNS=C:\ProgramData\Crossview\runs"
rem The day by Node, since what the system calls it depends on its language.
for /f %%d in ('node -p "new Date().toISOString().slice(0,19).replace(/:/g,String.fromCharCode(45))"') do set "RUN=%%d"
if not exist "%RUNS%" mkdir "%RUNS%"
node "%CROSSVIEW_HOME%\scripts\crossview.mjs" fleet --configs C:\ProgramData\Crossview\tenants --out "%RUNS%\%RUN%" --wait 3600 2>"%RUNS%\%RUN%.log"
exit /b %ERRORLEVEL%
