"""Streamlit pages and charts."""
