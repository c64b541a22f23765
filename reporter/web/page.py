"""The script Streamlit runs for every visit."""

from reporter.web.main import main

main()
