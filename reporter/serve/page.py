"""The script Streamlit runs for every visitor."""

from reporter.web.main import main

main()
