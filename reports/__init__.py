"""PDF scorecards, provincial reports, figures and QR codes, drawn with ReportLab."""
