"""What `streamlit run app.py` starts; the pages themselves live in the package."""

from reporter.web.main import main

if __name__ == "__main__":
    main()
